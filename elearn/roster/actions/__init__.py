"""What can be done with a roster file: keep it for a look, apply it now or in the background,
undo it, and remember what was said about it. Never commits."""

from elearn.roster.actions.background import ask_for, job_done
from elearn.roster.actions.errors import LeaversError, RosterError
from elearn.roster.actions.imports import (
    DONE_ALREADY,
    PREVIEWS_KEPT,
    Import,
    apply,
    bring_in,
    forget_previews,
    keep,
    preview,
)
from elearn.roster.actions.memory import forget, remember_columns, remember_titles
from elearn.roster.actions.planning import People, plan_of, plan_people, read_people
from elearn.roster.actions.undo import undo

__all__ = [
    "DONE_ALREADY",
    "PREVIEWS_KEPT",
    "Import",
    "LeaversError",
    "People",
    "RosterError",
    "apply",
    "ask_for",
    "bring_in",
    "forget",
    "forget_previews",
    "job_done",
    "keep",
    "plan_of",
    "plan_people",
    "preview",
    "read_people",
    "remember_columns",
    "remember_titles",
    "undo",
]
