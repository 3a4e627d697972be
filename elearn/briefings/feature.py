"""The briefings feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need, anyone

briefings = Feature("briefings", "elearn.briefings")
RUN = Need(Permission.RUN_BRIEFINGS, at="agency")
IN_THE_ROOM = anyone(because="whoever is in the room may have no account")
HOME = "/agencies/<slug:agency>/briefings"
ONE = f"{HOME}/<id:briefing>"
EITHER_FILE = "<any(csv, xlsx):kind>"
