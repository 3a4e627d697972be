"""Sets a line of the matrix from a day on. What held before that day is never touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.dates import uk_date
from elearn.domain.requirements import Line, covers
from elearn.models import Requirement, StaffRole
from elearn.operations.trail import note

SUBJECT = "requirement"


class RequirementError(ValueError):
    """Something that cannot be set or proposed, in a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when: ``today`` is the day in London."""

    person_id: int
    now: datetime
    today: date


def subject_id(line: Line) -> str:
    """How the trail names a cell of the matrix, everybody's or an agency's."""
    return f"{line.agency_id or 'everybody'}/{line.role_id}/{line.module_id}"


def set_line(session: Session, *, line: Line, by: By, seen: str | None = None) -> int | None:
    """Set a line from its first day on; the number of its row, None when that holds already or an
    agency's own line ends.

    What was in force on that day ends there, and what was to begin on that very day is kept as
    never having held. A line that begins later stays: the new one holds until then. ``seen`` is
    the state of the cell that the page showed. Raises RequirementError when the day is over or the
    cell was changed since.
    """
    hold_role(session, line.role_id)
    rows = _rows(session, line)
    if says_the_same(rows, line):
        return None
    if seen is not None and seen != seen_of(rows):
        raise RequirementError(
            "This was changed while you had the page open. Look at what holds now, then begin "
            "again."
        )
    must_not_be_past(line, by.today)
    _close(rows, line.start)
    session.flush()  # or the new row would meet the old one at the unique index
    number = _add(session, line, rows, by)
    _note(session, line, by)
    return number


def hold_role(session: Session, role_id: int) -> None:
    """Hold the role until the transaction ends, so that one change waits for the other."""
    session.execute(select(StaffRole.id).where(StaffRole.id == role_id).with_for_update()).all()


def says_the_same(rows: Sequence[Requirement], line: Line) -> bool:
    """Whether what holds on the line's first day is what the line asks."""
    held = [row for row in rows if covers(row.start, row.end, line.start)]
    if not held:
        return line.need is None
    row = max(held, key=lambda one: one.start)
    wanted = (line.need, line.grace_days, line.refresh_months)
    return (row.need, row.grace_days, row.refresh_months) == wanted


def seen_of(rows: Sequence[Requirement]) -> str:
    """What of a cell is changed when somebody sets it."""
    days = sum((row.end or date.max).toordinal() for row in rows)
    return f"{len(rows)}.{sum(row.id for row in rows)}.{days}"


def cell_state(session: Session, line: Line) -> tuple[str, bool]:
    """What a page shows of a cell (for ``seen``), and whether the line would change nothing."""
    rows = _rows(session, line)
    return seen_of(rows), says_the_same(rows, line)


def must_not_be_past(line: Line, today: date) -> None:
    """Refuse a day that is over: audits of days gone by must not change."""
    if line.start < today:
        raise RequirementError(
            f"{uk_date(line.start)} is over, and what held then stays as it was. Take today or "
            "a later day."
        )


def _rows(session: Session, line: Line) -> Sequence[Requirement]:
    statement = (
        select(Requirement)
        .where(
            Requirement.agency_id.is_not_distinct_from(line.agency_id),
            Requirement.role_id == line.role_id,
            Requirement.module_id == line.module_id,
        )
        .order_by(Requirement.start, Requirement.id)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).all()


def _close(rows: Sequence[Requirement], on: date) -> None:
    for row in rows:
        if row.start <= on and (row.end is None or row.end > on):
            row.end = on


def _add(session: Session, line: Line, rows: Sequence[Requirement], by: By) -> int | None:
    if line.need is None:
        return None
    later = [row.start for row in rows if row.start > line.start and row.start != row.end]
    row = Requirement(
        agency_id=line.agency_id,
        role_id=line.role_id,
        module_id=line.module_id,
        need=line.need,
        start=line.start,
        end=min(later, default=None),
        grace_days=line.grace_days,
        refresh_months=line.refresh_months,
        reason=line.reason,
        set_by_id=by.person_id,
        set_at=by.now,
    )
    session.add(row)
    session.flush()
    return row.id


def _note(session: Session, line: Line, by: By) -> None:
    note(
        session,
        action="requirement.set",
        actor_id=by.person_id,
        subject_kind=SUBJECT,
        subject_id=subject_id(line),
        detail=as_detail(line),
        now=by.now,
    )


def as_detail(line: Line) -> dict[str, object]:
    """A line as the trail keeps it: its words stay out."""
    return {
        "need": line.need.value if line.need else None,
        "from": line.start.isoformat(),
        "grace_days": line.grace_days,
        "refresh_months": line.refresh_months,
    }
