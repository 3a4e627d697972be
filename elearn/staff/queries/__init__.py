"""Reads of the staff pages: people of one agency, its places, its codes, its roles."""
