"""Writing reminders to people, managers and leads; chasing; and what each may choose."""
