"""What the templates of the requirements feature are given, in words."""
