"""What can be done about training done elsewhere. Never commits."""
