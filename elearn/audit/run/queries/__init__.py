"""Reads runs, what was asked of whom, and what may be chosen for a new one."""

from elearn.audit.run.queries.asked import Lead, asked, leads, letter_key
from elearn.audit.run.queries.choosing import Choices, choices, partners, size
from elearn.audit.run.queries.runs import (
    asked_of,
    freezing,
    jobs,
    last_answered,
    run,
    under_way,
)

__all__ = [
    "Choices",
    "Lead",
    "asked",
    "asked_of",
    "choices",
    "freezing",
    "jobs",
    "last_answered",
    "leads",
    "letter_key",
    "partners",
    "run",
    "size",
    "under_way",
]
