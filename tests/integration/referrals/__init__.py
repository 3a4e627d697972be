"""Referral totals: entry, files, what is kept."""
