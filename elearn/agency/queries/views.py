"""Reads of the views somebody keeps of an agency's lists."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import SavedView


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A kept view: its number, name, page (completion or people) and filters."""

    number: int
    name: str
    page: str
    filters: str


def views_of(session: Session, *, person_id: int, agency_id: int) -> tuple[ViewRow, ...]:
    """What somebody kept at an agency, by name."""
    statement = (
        select(SavedView.id, SavedView.name, SavedView.page, SavedView.filters)
        .where(SavedView.person_id == person_id, SavedView.agency_id == agency_id)
        .order_by(SavedView.name, SavedView.id)
    )
    return tuple(ViewRow(*row) for row in session.execute(statement))
