"""Long absences: from a day, until a day or with an open end."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn.domain.dates import uk_date
from elearn.models import Absence
from elearn.staff.actions.rows import MOST_AHEAD, TOO_FAR, StaffError, hold, save, tell
from elearn.staff.by import By


def record(
    session: Session,
    *,
    agency_id: int,
    person_id: int,
    start: date,
    until: date | None,
    by: By,
) -> None:
    """Somebody is away from this agency. Saying the same thing twice changes nothing; an absence
    that overlaps with another is refused with StaffError."""
    hold(session, agency_id)
    if _same(session, agency_id, person_id, start, until):
        return
    _check(session, agency_id, person_id, start, until, None, by)
    absence = Absence(person_id=person_id, agency_id=agency_id, start=start, end=until)
    save(session, absence)
    tell(session, "absence.recorded", person_id, by, agency=agency_id, absence=absence.id)


def amend(
    session: Session, *, agency_id: int, absence_id: int, start: date, until: date | None, by: By
) -> None:
    """Other days for an absence: they are back, or it began otherwise."""
    hold(session, agency_id)
    absence = session.get(Absence, absence_id, populate_existing=True)
    if absence is None or absence.agency_id not in (agency_id, None):
        raise StaffError("This absence is no longer on record. Look at the page again.")
    if (absence.start, absence.end) == (start, until):
        return
    _check(session, agency_id, absence.person_id, start, until, absence_id, by)
    absence.start, absence.end = start, until
    tell(session, "absence.changed", absence.person_id, by, agency=agency_id, absence=absence_id)


def _check(
    session: Session,
    agency_id: int,
    person_id: int,
    start: date,
    until: date | None,
    but: int | None,
    by: By,
) -> None:
    if start > by.today + MOST_AHEAD:
        raise StaffError(TOO_FAR, "start")
    if until is not None and until < start:
        raise StaffError("They are back before they leave. Check both days.", "until")
    overlaps = select(Absence.start).where(
        Absence.person_id == person_id,
        or_(Absence.agency_id.is_(None), Absence.agency_id == agency_id),
        or_(Absence.end.is_(None), Absence.end > start),
    )
    if until is not None:
        overlaps = overlaps.where(Absence.start < until)
    if but is not None:
        overlaps = overlaps.where(Absence.id != but)
    other = session.scalar(overlaps.order_by(Absence.start, Absence.id).limit(1))
    if other is not None:
        raise StaffError(
            f"An absence from {uk_date(other)} is on record already. Change that one.", "start"
        )


def _same(
    session: Session, agency_id: int, person_id: int, start: date, until: date | None
) -> bool:
    same = select(Absence.id).where(
        Absence.person_id == person_id,
        Absence.agency_id == agency_id,
        Absence.start == start,
        Absence.end.is_not_distinct_from(until),
    )
    return session.scalar(same.limit(1)) is not None
