"""Reads of the requirement matrix, of what a change would do, and of agencies' proposals."""
