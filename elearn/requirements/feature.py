"""The requirements feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

requirements = Feature("requirements", "elearn.requirements")
SEE = Need(Permission.SEE_PARTNERSHIP)
SET = Need(Permission.SET_REQUIREMENTS)
LEAD = Need(Permission.SEE_COMPLETION, at="agency")
PROPOSE = Need(Permission.PROPOSE_REQUIREMENTS, at="agency")
HOME = "/requirements"
OWN_HOME = "/agencies/<slug:agency>/requirements"
CELL = "<slug:role>/<slug:module>"
EITHER_FILE = "<any(csv, xlsx):kind>"
