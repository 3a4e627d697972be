"""What can be done with a room. Never commits."""
