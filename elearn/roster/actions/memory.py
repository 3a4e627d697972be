"""What an agency said about its files is remembered, changed and forgotten."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.models import RosterMapping, RosterTitle
from elearn.operations.trail import note
from elearn.roster.titles import Title

LONGEST = 200  # letters of a heading or title
MOST_HEADINGS = 200  # an agency; those said longest ago make room
MOST_TITLES = 2_000


def remember_columns(
    session: Session,
    *,
    agency_id: int,
    said: Mapping[str, tuple[str, str]],
    actor_id: int | None,
    now: datetime,
) -> None:
    """Remember headings, as they are compared, with how they are written and the column each
    stands for ('' for none). A column that was another heading's before is this one's now, where
    both are said."""
    rows = session.scalars(
        select(RosterMapping)
        .where(RosterMapping.agency_id == agency_id)
        .order_by(RosterMapping.said_at, RosterMapping.id)
    ).all()
    had = {row.heading: row for row in rows}
    for heading, (shown, column) in said.items():
        row = had.get(heading) or RosterMapping(agency_id=agency_id, heading=heading)
        row.shown, row.column, row.said_at = shown[:LONGEST], column, now
        session.add(row)
    spare = [row for row in rows if row.heading not in said]
    for row in spare[: max(0, len(spare) + len(said) - MOST_HEADINGS)]:
        session.delete(row)
    _note(session, "roster.columns_said", agency_id, len(said), actor_id, now)


def remember_titles(
    session: Session,
    *,
    agency_id: int,
    said: Mapping[Title, int | None],
    actor_id: int | None,
    now: datetime,
) -> None:
    """Remember the role of job titles; None takes a role away again."""
    rows = session.scalars(
        select(RosterTitle)
        .where(RosterTitle.agency_id == agency_id)
        .order_by(RosterTitle.said_at, RosterTitle.id)
    ).all()
    had = {row.title: row for row in rows}
    for title, role_id in said.items():
        row = had.get(title.key)
        if role_id is None:
            if row is not None:
                session.delete(row)
            continue
        row = row or RosterTitle(agency_id=agency_id, title=title.key[:LONGEST])
        row.shown, row.role_id, row.said_at = title.shown[:LONGEST], role_id, now
        session.add(row)
    keys = {title.key for title in said}
    spare = [row for row in rows if row.title not in keys]
    for row in spare[: max(0, len(spare) + len(said) - MOST_TITLES)]:
        session.delete(row)
    _note(session, "roster.titles_said", agency_id, len(said), actor_id, now)


def forget(
    session: Session,
    *,
    agency_id: int,
    columns: bool,
    titles: bool,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Forget the columns, the job titles, or both; the next file is asked about again."""
    if columns:
        session.execute(delete(RosterMapping).where(RosterMapping.agency_id == agency_id))
    if titles:
        session.execute(delete(RosterTitle).where(RosterTitle.agency_id == agency_id))
    _note(session, "roster.forgotten", agency_id, columns + 2 * titles, actor_id, now)


def _note(
    session: Session,
    action: str,
    agency_id: int,
    number: int,
    actor_id: int | None,
    now: datetime,
) -> None:
    session.flush()
    note(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="agency",
        subject_id=agency_id,
        detail={"number": number},
        now=now,
    )
