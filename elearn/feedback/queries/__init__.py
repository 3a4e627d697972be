"""What was said, for those who said it and for those who read counts."""
