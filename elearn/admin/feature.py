"""The administrator's pages as one blueprint, and what all of them need."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need

admin = Feature("admin", __name__)
ADMINISTER = Need(Permission.ADMINISTER)
EITHER_FILE = "<any(csv, xlsx):kind>"
MOST_ROWS = 100_000  # of a file
A_PAGE = 50
