"""Anti-Slavery Day: everybody is written to, and many come at once."""
