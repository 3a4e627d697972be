"""The administrator's pages, a file a subject; importing this registers them."""

from elearn.admin.feature import admin
from elearn.admin.routes import (
    breach,
    domains,
    front,
    grants,
    health,
    jobs,
    letters,
    settings,
    trail,
)

__all__ = [
    "admin",
    "breach",
    "domains",
    "front",
    "grants",
    "health",
    "jobs",
    "letters",
    "settings",
    "trail",
]
