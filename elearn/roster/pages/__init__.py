"""What the roster templates are given, made from plans and imports."""
