"""Reads of the agency pages: the agency itself, who stands where, and its people."""
