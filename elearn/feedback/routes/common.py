"""What several pages of feedback begin with: who asks and when, and kinds of agency."""

from flask import g

from elearn.content.curriculum import agency_types
from elearn.feedback.by import By
from elearn.web.clock import now, today


def by() -> By:
    """Who asks, and when."""
    return By(g.actor.person_id, now(), today())


def agency_kinds() -> dict[str, str]:
    """Kinds of agency, code -> name."""
    return {one.code: one.name for one in agency_types()}
