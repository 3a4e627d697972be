"""Referrals beside the training: rates by area, recorded to expected, and how they read."""
