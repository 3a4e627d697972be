"""The pages of the agency feature; importing this registers them."""

from elearn.agency.feature import agency
from elearn.agency.routes import ahead, completion, dashboard, partners, people, views

__all__ = ["agency", "ahead", "completion", "dashboard", "partners", "people", "views"]
