"""Bringing in an agency's roster: read, shown beforehand, applied all or nothing, undone."""
