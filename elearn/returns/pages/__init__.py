"""What the returns pages show."""
