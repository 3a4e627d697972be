"""What changes: times, switches, and what had its time."""
