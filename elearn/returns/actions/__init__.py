"""Changes to what agencies report of themselves, and to what the coordinator says of it."""
