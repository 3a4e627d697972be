"""The returns feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

returns = Feature("returns", "elearn.returns")
ANSWER = Need(Permission.ANSWER_RETURN, at="agency")
MODERATE = Need(Permission.MODERATE_RETURNS)
MODERATE_ONE = Need(Permission.MODERATE_RETURNS, at="agency")
AGENCY = "/agencies/<slug:agency>"
HEADCOUNT = f"{AGENCY}/headcount"
RETURN = f"{AGENCY}/return"
RETURNS = "/returns"
ONE_RETURN = f"{RETURNS}/<id:year>/<slug:agency>"
EITHER_FILE = "<any(csv, xlsx):kind>"
