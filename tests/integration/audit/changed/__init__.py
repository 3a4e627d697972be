"""Changes between editions."""
