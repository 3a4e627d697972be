"""What the templates of feedback are given."""
