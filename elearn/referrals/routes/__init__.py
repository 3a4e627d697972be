"""The pages of referral totals: what stands, one quarter, and files."""

from elearn.referrals.feature import referrals
from elearn.referrals.routes import areas, files, home, quarter

__all__ = ["areas", "files", "home", "quarter", "referrals"]
