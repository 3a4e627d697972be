"""What is read about accounts, by journey."""
