"""The roster feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

roster = Feature("roster", "elearn.roster")
MANAGE = Need(Permission.MANAGE_ROSTER, at="agency")
HOME = "/agencies/<slug:agency>/roster"
ONE = f"{HOME}/<id:number>"
EITHER_FILE = "<any(csv, xlsx):kind>"
IMPORTS_SHOWN = 20
