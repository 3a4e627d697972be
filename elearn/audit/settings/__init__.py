"""The rules of the next audits: in force from a day on, with their history."""
