"""The staff pages; importing this registers all of them."""

from elearn.staff.feature import staff
from elearn.staff.routes import codes, joining, merging, offers, person, postings, roles

__all__ = ["codes", "joining", "merging", "offers", "person", "postings", "roles", "staff"]
