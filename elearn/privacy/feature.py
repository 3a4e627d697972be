"""The privacy pages as one blueprint, and what they need."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

privacy = Feature("privacy", __name__)
ADMINISTER = Need(Permission.ADMINISTER)
OF_AGENCY = Need(Permission.MANAGE_PEOPLE, at="agency")
