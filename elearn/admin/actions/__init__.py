"""What the administrator changes."""
