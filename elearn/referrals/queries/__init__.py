"""Reads of referral totals and of the files they came in."""
