"""What is done to people by hand, by kind. Nothing here commits."""
