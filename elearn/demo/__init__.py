"""The demonstration partnership: invented places, people and two years of their training."""
