"""Totals of referrals by area and quarter: entered, brought in as files, corrected, kept."""
