"""The agency feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

agency = Feature("agency", "elearn.agency")
LEAD = Need(Permission.SEE_COMPLETION, at="agency")
HOME = "/agencies/<slug:agency>"
EITHER_FILE = "<any(csv, xlsx):kind>"
