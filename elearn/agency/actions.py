"""Keeping a view of a list, and letting it go."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from elearn.models import SavedView
from elearn.operations.trail import note

MOST_VIEWS = 20


class ViewError(ValueError):
    """A view cannot be kept; the message says what to do."""


def keep_view(
    session: Session,
    *,
    person_id: int,
    agency_id: int,
    name: str,
    page: str,
    filters: str,
    now: datetime,
) -> None:
    """Keep the filters of a list under a name. The same name again changes what it shows.

    Raises ViewError where twenty are kept already.
    """
    mine = (SavedView.person_id == person_id, SavedView.agency_id == agency_id)
    found = session.scalar(select(SavedView).where(*mine, SavedView.name == name))
    if found:
        found.page, found.filters = page, filters
    else:
        if (session.scalar(select(func.count()).where(*mine)) or 0) >= MOST_VIEWS:
            raise ViewError(f"You keep {MOST_VIEWS} views here already. Let one of them go first.")
        session.add(
            SavedView(
                person_id=person_id,
                agency_id=agency_id,
                name=name,
                page=page,
                filters=filters,
                created_at=now,
            )
        )
    _note(session, "view-kept", person_id, agency_id, now)


def drop_view(
    session: Session, *, person_id: int, agency_id: int, number: int, now: datetime
) -> None:
    """Let one of one's own views go; one that is gone already is no error."""
    gone = session.execute(
        delete(SavedView).where(
            SavedView.id == number,
            SavedView.person_id == person_id,
            SavedView.agency_id == agency_id,
        )
    )
    if gone.rowcount:  # type: ignore[attr-defined]
        _note(session, "view-dropped", person_id, agency_id, now)


def _note(session: Session, action: str, person_id: int, agency_id: int, now: datetime) -> None:
    note(
        session,
        action=action,
        actor_id=person_id,
        subject_kind="agency",
        subject_id=agency_id,
        now=now,
    )
