"""The staff pages; importing this registers all of them."""

from elearn.staff.feature import staff
from elearn.staff.routes import (
    codes,
    domains,
    joining,
    merging,
    offers,
    person,
    postings,
    registrations,
    roles,
)

__all__ = [
    "codes",
    "domains",
    "joining",
    "merging",
    "offers",
    "person",
    "postings",
    "registrations",
    "roles",
    "staff",
]
