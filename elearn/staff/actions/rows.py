"""Rows that somebody else may write at the same moment, and what to say then."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.domain.identity import key_of_number
from elearn.models import Agency, Person, Posting, StaffNumber
from elearn.operations.trail import note
from elearn.staff.by import By

MOST_AHEAD = timedelta(days=731)
TOO_FAR = "This day is more than two years ahead. Check the year."
AT_ONCE = "Somebody else changed the same at the same moment. Look at the list of people."


class StaffError(ValueError):
    """It cannot be done so; the message says what to do, ``field`` at which part of the form."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


def hold(session: Session, agency_id: int) -> None:
    """Changes to an agency's people by hand wait for one another until the transaction ends."""
    session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update()).all()


def save(session: Session, row: object) -> None:
    """Add a row. Raises StaffError when somebody else added the same."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise StaffError(AT_ONCE) from None


def person_by_number(session: Session, agency_id: int, number: str | None) -> Person | None:
    """Whom the agency calls so, without regard to case and spaces, as a roster compares them."""
    if not number:
        return None
    rows = session.execute(
        select(StaffNumber.value, StaffNumber.person_id)
        .where(StaffNumber.agency_id == agency_id)
        .order_by(StaffNumber.id)
    )
    wanted = key_of_number(number)
    found = next((person for value, person in rows if key_of_number(value) == wanted), None)
    return session.get(Person, found) if found else None


def give_number(session: Session, agency_id: int, person_id: int, number: str | None) -> None:
    """A further staff number, unless it is on record."""
    if number and person_by_number(session, agency_id, number) is None:
        save(session, StaffNumber(person_id=person_id, agency_id=agency_id, value=number))


def post(
    session: Session,
    posting: Posting,
    *,
    action: str,
    by: By,
) -> None:
    """Add a posting and leave a line in the trail."""
    save(session, posting)
    tell(session, action, posting.person_id, by, agency=posting.agency_id, posting=posting.id)


def tell(session: Session, action: str, person_id: int, by: By, **detail: object) -> None:
    """A line in the trail about a person: numbers and days only."""
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="person",
        subject_id=person_id,
        detail=detail,
        now=by.now,
    )
