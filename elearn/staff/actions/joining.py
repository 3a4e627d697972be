"""Putting a joiner on record: a new person, somebody who comes back, or an offer to somebody whom
another agency knows. Nobody is made twice or taken over in silence."""

import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn.domain.dates import uk_date
from elearn.domain.identity import may_be_one_person, name_words
from elearn.models import Person, PersonStatus, Posting
from elearn.operations.invitations import Sender
from elearn.staff.actions.offers import Place, ask
from elearn.staff.actions.rows import (
    MOST_AHEAD,
    TOO_FAR,
    StaffError,
    give_number,
    hold,
    person_by_number,
    post,
    save,
)
from elearn.staff.by import By

NOT_TWO_PEOPLE = "The number and the e-mail address belong to two different people. Check both."
NUMBER_OF_ANOTHER = "On record this number belongs to somebody with another name. Check it."
ADDRESS_OF_ANOTHER = "On record this address belongs to somebody with another name. Check it."
CANNOT_COME = "This account is suspended. Ask your administrator."
LOOK_ALIKE = (
    "Somebody of this name works here. If it is the same person, change their posting instead. If "
    "not, say so below."
)


class HereAlreadyError(StaffError):
    """Somebody works here already; ``public_id`` names them."""

    def __init__(self, field: str, name: str, public_id: str) -> None:
        super().__init__(f"{name} works here already. Change their posting instead.", field)
        self.public_id = public_id


class LookAlikeError(StaffError):
    """Somebody of the same name works here; whoever enters it has to say that it is another."""


class Joined(StrEnum):
    """What became of it."""

    NEW = "new"
    BACK = "back"
    ASKED = "asked"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Joiner:
    """Who starts where, cleaned. One of ``email`` and ``staff_number`` is filled."""

    name: str
    email: str | None
    staff_number: str | None
    role_id: int
    team_id: int | None
    start: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done; ``public_id`` of the person, None where they are asked first."""

    joined: Joined
    public_id: str | None = None


def join(
    session: Session,
    *,
    agency_id: int,
    joiner: Joiner,
    is_somebody_else: bool,
    sender: Sender,
    by: By,
) -> Outcome:
    """Put a joiner on record. Matched by staff number, then by address, as a roster is.

    Raises StaffError where there is a doubt. Somebody known only elsewhere is written to, and gets
    the posting when they say so themselves."""
    if joiner.start > by.today + MOST_AHEAD:
        raise StaffError(TOO_FAR, "start")
    hold(session, agency_id)
    known, is_ours = _who(session, agency_id, joiner)
    if known is None:
        if not is_somebody_else:
            _refuse_look_alike(session, agency_id, joiner.name, by.today)
        known = _new_person(session, joiner, by)
        _place(session, agency_id, known.id, joiner, by, "person.joined")
        return Outcome(Joined.NEW, known.public_id)
    if not is_ours:
        place = Place(agency_id, joiner.team_id, joiner.role_id, joiner.start, joiner.staff_number)
        is_asked = ask(session, person=known, place=place, sender=sender, by=by)
        return Outcome(Joined.ASKED if is_asked else Joined.WAITING)
    _refuse_overlap(session, agency_id, known, joiner, by.today)
    _place(session, agency_id, known.id, joiner, by, "person.returned")
    return Outcome(Joined.BACK, known.public_id)


def _who(session: Session, agency_id: int, joiner: Joiner) -> tuple[Person | None, bool]:
    """The person on record who is meant, and whether this agency ever had them."""
    by_number = person_by_number(session, agency_id, joiner.staff_number)
    by_email = None
    if joiner.email:
        by_email = session.scalar(select(Person).where(Person.email == joiner.email))
    if by_number and by_email and by_number.id != by_email.id:
        raise StaffError(NOT_TWO_PEOPLE, "staff_number")
    known = by_number or by_email
    if known is None:
        return None, False
    field = "staff_number" if by_number else "email"
    if not may_be_one_person(known.full_name, joiner.name):
        raise StaffError(NUMBER_OF_ANOTHER if by_number else ADDRESS_OF_ANOTHER, field)
    if known.status is not PersonStatus.ACTIVE:
        raise StaffError(CANNOT_COME, field)
    worked = select(Posting.id).where(Posting.person_id == known.id, Posting.agency_id == agency_id)
    return known, bool(by_number or session.scalar(worked.limit(1)))


def _refuse_look_alike(session: Session, agency_id: int, name: str, today: date) -> None:
    names = session.scalars(
        select(Person.full_name)
        .join(Posting, Posting.person_id == Person.id)
        .where(Posting.agency_id == agency_id, or_(Posting.end.is_(None), Posting.end > today))
    )
    wanted = name_words(name)
    if any(name_words(one) == wanted for one in names):
        raise LookAlikeError(LOOK_ALIKE, "name")


def _new_person(session: Session, joiner: Joiner, by: By) -> Person:
    person = Person(
        public_id=secrets.token_urlsafe(16),
        full_name=joiner.name,
        email=joiner.email,
        status=PersonStatus.ACTIVE,
        created_at=by.now,
    )
    save(session, person)
    return person


def _refuse_overlap(
    session: Session, agency_id: int, known: Person, joiner: Joiner, today: date
) -> None:
    """Somebody who comes back begins no earlier than they last left."""
    field = "staff_number" if joiner.staff_number else "email"
    ends = session.scalars(
        select(Posting.end).where(
            Posting.person_id == known.id,
            Posting.agency_id == agency_id,
            or_(Posting.end.is_(None), Posting.end > Posting.start),
        )
    ).all()
    if any(end is None or end > today for end in ends):
        raise HereAlreadyError(field, known.full_name, known.public_id)
    left = max((end for end in ends if end), default=None)
    if left and joiner.start < left:
        raise StaffError(f"They left on {uk_date(left)}. Choose that day or a later one.", "start")


def _place(
    session: Session, agency_id: int, person_id: int, joiner: Joiner, by: By, action: str
) -> None:
    """The staff number where it is new, and the posting."""
    give_number(session, agency_id, person_id, joiner.staff_number)
    posting = Posting(
        person_id=person_id,
        agency_id=agency_id,
        team_id=joiner.team_id,
        role_id=joiner.role_id,
        start=joiner.start,
    )
    post(session, posting, action=action, by=by)
