"""The staff feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

staff = Feature("staff", "elearn.staff")
MANAGE = Need(Permission.MANAGE_PEOPLE, at="agency")
SET_DOMAINS = Need(Permission.SET_DOMAINS, at="agency")
INVITE = Need(Permission.INVITE_PEOPLE, at="agency")
APPOINT = Need(Permission.APPOINT, at="agency")
HOME = "/agencies/<slug:agency>"
PERSON = f"{HOME}/people/<token:person>"
EITHER_FILE = "<any(csv, xlsx):kind>"
