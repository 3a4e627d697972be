"""Reads of rooms and of who was in them."""
