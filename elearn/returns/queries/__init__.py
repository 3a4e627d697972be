"""Reads of what agencies report of themselves."""
