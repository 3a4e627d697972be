"""What changes accounts, by journey."""
