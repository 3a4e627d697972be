"""People of an agency whom no letter reaches: they come in with a printed code."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session

from elearn.models import (
    Grant,
    LinkKind,
    Password,
    Person,
    PersonStatus,
    Posting,
    SingleUseLink,
    StaffNumber,
    Team,
)
from elearn.operations.grants import is_held

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class SilentRow:
    """Somebody without an address. ``username`` once they have come in; ``code_until`` while a
    slip of theirs works."""

    person_id: int
    public_id: str
    name: str
    staff_number: str | None
    team: str | None
    username: str | None
    has_password: bool
    code_until: datetime | None


def may_have_code(agency_id: int, *, now: datetime, today: date) -> ColumnElement[bool]:
    """The condition on people who may be given a code: at work here or soon, no address, and no
    role in this service (that is for the administrator to mend)."""
    here = exists().where(
        Posting.person_id == Person.id,
        Posting.agency_id == agency_id,
        or_(Posting.end.is_(None), Posting.end > today),
    )
    role = exists().where(Grant.person_id == Person.id, is_held(now))
    return and_(Person.email.is_(None), Person.status == PersonStatus.ACTIVE, here, ~role)


def silent_people(
    session: Session,
    agency_id: int,
    *,
    words: str,
    waiting_only: bool,
    now: datetime,
    today: date,
    most: int | None = None,
) -> Sequence[SilentRow]:
    """People without an address by name; with ``waiting_only`` those who have not come in yet."""
    statement = _rows(agency_id, now, today).where(_found(agency_id, words))
    if waiting_only:
        statement = statement.where(~_has_password())
    if most is not None:
        statement = statement.limit(most)
    return [SilentRow(*row) for row in session.execute(statement)]


def silent_some(
    session: Session,
    agency_id: int,
    public_ids: Collection[str],
    *,
    now: datetime,
    today: date,
) -> Sequence[SilentRow]:
    """Those of the people named who may be given a code, by name."""
    statement = _rows(agency_id, now, today).where(Person.public_id.in_(sorted(public_ids)))
    return [SilentRow(*row) for row in session.execute(statement)]


def _has_password() -> ColumnElement[bool]:
    return exists().where(Password.person_id == Person.id)


def _rows(
    agency_id: int, now: datetime, today: date
) -> Select[int, str, str, str, str, str, bool, datetime]:
    number = (
        select(func.min(StaffNumber.value))
        .where(StaffNumber.person_id == Person.id, StaffNumber.agency_id == agency_id)
        .correlate(Person)
        .scalar_subquery()
    )
    team = (
        select(func.min(Team.name))
        .join(Posting, Posting.team_id == Team.id)
        .where(
            Posting.person_id == Person.id,
            Posting.agency_id == agency_id,
            or_(Posting.end.is_(None), Posting.end > today),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    until = (
        select(SingleUseLink.expires_at)
        .where(
            SingleUseLink.person_id == Person.id,
            SingleUseLink.kind == LinkKind.JOIN,
            SingleUseLink.used_at.is_(None),
            SingleUseLink.expires_at > now,
        )
        .order_by(SingleUseLink.expires_at.desc(), SingleUseLink.id)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        select(
            Person.id,
            Person.public_id,
            Person.full_name,
            number,
            team,
            Person.username,
            _has_password(),
            until,
        )
        .where(may_have_code(agency_id, now=now, today=today))
        .order_by(func.lower(Person.full_name), Person.id)
    )


def _found(agency_id: int, words: str) -> ColumnElement[bool]:
    """Every word typed is in the name, the user name or the staff number."""
    found = []
    for word in words.split():
        number = exists().where(
            StaffNumber.person_id == Person.id,
            StaffNumber.agency_id == agency_id,
            StaffNumber.value.icontains(word, autoescape=True),
        )
        found.append(
            or_(
                Person.full_name.icontains(word, autoescape=True),
                Person.username.icontains(word, autoescape=True),
                number,
            )
        )
    return and_(true(), *found)
