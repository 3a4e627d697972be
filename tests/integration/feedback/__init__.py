"""Feedback, the staff survey and the card of an agency, against a database."""
