"""People of a room: who may be put on its list, who is on it, and whose number was typed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from elearn.briefings.queries.rooms import Room
from elearn.domain.briefings import AttendanceWay
from elearn.domain.identity import IdentityError, canonical_email, key_of_number
from elearn.models import (
    BriefingAttendance,
    Person,
    PersonStatus,
    Posting,
    StaffNumber,
)

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be put on the list."""

    person_id: int
    public_id: str
    name: str
    staff_number: str | None


@dataclass(frozen=True, slots=True)
class Present:
    """A line of the list. ``name`` is empty for a number that nobody has; ``public_id`` for all who
    are not on record here."""

    line_id: int
    person_id: int | None
    public_id: str | None
    name: str
    staff_number: str | None
    way: AttendanceWay
    arrived_at: datetime
    completion_id: int | None


@dataclass(frozen=True, slots=True)
class Seat:
    """What a browser in the room has: its line of the list, and whether its answers were sent."""

    line_id: int
    has_answered: bool


def belongs(room: Room, on: date) -> ColumnElement[bool]:
    """The condition on people whom a room is for: at work that day in its agency or team."""
    conditions = [
        Posting.person_id == Person.id,
        Posting.agency_id == room.agency_id,
        Posting.start <= on,
        or_(Posting.end.is_(None), Posting.end > on),
    ]
    if room.team_id is not None:
        conditions.append(Posting.team_id == room.team_id)
    return and_(Person.status == PersonStatus.ACTIVE, exists().where(*conditions))


def _number(room: Room) -> ColumnElement[str | None]:
    return (
        select(func.min(StaffNumber.value))
        .where(StaffNumber.person_id == Person.id, StaffNumber.agency_id == room.agency_id)
        .correlate(Person)
        .scalar_subquery()
    )


def candidates(
    session: Session, room: Room, on: date, *, words: str = "", most: int = MOST_SHOWN
) -> tuple[Candidate, ...]:
    """Whom the room is for and who is not on its list yet, by name; ``words`` are looked for in
    names and numbers."""
    here = exists().where(
        BriefingAttendance.briefing_id == room.briefing_id,
        BriefingAttendance.person_id == Person.id,
    )
    statement = select(Person.id, Person.public_id, Person.full_name, _number(room)).where(
        belongs(room, on), ~here
    )
    for word in words.split():
        number = exists().where(
            StaffNumber.person_id == Person.id,
            StaffNumber.agency_id == room.agency_id,
            StaffNumber.value.icontains(word, autoescape=True),
        )
        name = Person.full_name.icontains(word, autoescape=True)
        statement = statement.where(or_(name, number))
    ordered = statement.order_by(func.lower(Person.full_name), Person.id).limit(most)
    return tuple(Candidate(*row) for row in session.execute(ordered))


def chosen_people(
    session: Session, room: Room, on: date, public_ids: Collection[str]
) -> tuple[int, ...]:
    """The ids of those of these people whom the room is for."""
    statement = (
        select(Person.id)
        .where(Person.public_id.in_(public_ids), belongs(room, on))
        .order_by(Person.id)
    )
    return tuple(session.scalars(statement))


def is_for(session: Session, room: Room, on: date, person_id: int) -> bool:
    """Whether the room is for that person."""
    statement = select(Person.id).where(Person.id == person_id, belongs(room, on))
    return session.scalar(statement) is not None


def found_by(session: Session, room: Room, on: date, typed: str) -> int | None:
    """Whose staff number or address that is, among those whom the room is for; None when nobody's,
    or more than one person's."""
    number = exists().where(
        StaffNumber.person_id == Person.id,
        StaffNumber.agency_id == room.agency_id,
        func.lower(StaffNumber.value) == key_of_number(typed),
    )
    same: ColumnElement[bool] = number
    if "@" in typed:
        try:
            same = or_(number, Person.email == canonical_email(typed))
        except IdentityError:
            same = number
    statement = select(Person.id).where(belongs(room, on), same).order_by(Person.id).limit(2)
    found = list(session.scalars(statement))
    return found[0] if len(found) == 1 else None


def present(session: Session, room: Room) -> tuple[Present, ...]:
    """The list of a room: people by name, then guests, then numbers that nobody has."""
    statement = (
        select(
            BriefingAttendance.id,
            BriefingAttendance.person_id,
            Person.public_id,
            func.coalesce(Person.full_name, BriefingAttendance.guest_name),
            _number(room),
            BriefingAttendance.way,
            BriefingAttendance.arrived_at,
            BriefingAttendance.completion_id,
        )
        .outerjoin(Person, Person.id == BriefingAttendance.person_id)
        .where(BriefingAttendance.briefing_id == room.briefing_id)
        .order_by(
            BriefingAttendance.person_id.is_(None),
            BriefingAttendance.way == AttendanceWay.UNKNOWN,
            func.lower(func.coalesce(Person.full_name, BriefingAttendance.guest_name)),
            BriefingAttendance.id,
        )
    )
    return tuple(Present(*row) for row in session.execute(statement))


def seat_of(session: Session, briefing_id: int, secret_hash: str) -> Seat | None:
    """The line that a browser has in a room."""
    statement = select(BriefingAttendance.id, BriefingAttendance.has_answered).where(
        BriefingAttendance.briefing_id == briefing_id,
        BriefingAttendance.secret_hash == secret_hash,
    )
    row = session.execute(statement).one_or_none()
    return Seat(*row) if row else None
