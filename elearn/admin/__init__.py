"""Keeping the service running: what was sent, what was done, and whether all is well."""
