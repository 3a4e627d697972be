"""Reads of training done elsewhere."""
