"""The referrals feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

referrals = Feature("referrals", "elearn.referrals")
KEEP = Need(Permission.KEEP_REFERRALS)
HOME = "/referrals"
EITHER_FILE = "<any(csv, xlsx):kind>"
