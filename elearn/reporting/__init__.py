"""Figures leaving the service: one definition of a table for every format, and the charts."""
