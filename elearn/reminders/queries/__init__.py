"""Who is due what and why, what waits in the outbox, and what became of it."""
