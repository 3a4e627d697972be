"""The reminders feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

reminders = Feature("reminders", "elearn.reminders")
CHASE = Need(Permission.CHASE, at="agency")
HOME = "/agencies/<slug:agency>/reminders"
EITHER_FILE = "<any(csv, xlsx):kind>"
