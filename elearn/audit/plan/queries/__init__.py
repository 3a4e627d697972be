"""What the plan reads: actions with their logs, and flows between two days."""
