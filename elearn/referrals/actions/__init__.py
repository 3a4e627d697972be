"""Changes to referral totals. None of them commits."""
