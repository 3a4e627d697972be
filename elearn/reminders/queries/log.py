"""What became of an agency's reminders: letter by letter, and whom no letter reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    select,
    true,
)
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.domain.dates import london_today
from elearn.models import (
    Letter,
    LetterState,
    Person,
    Posting,
    ReminderKind,
    ReminderLetter,
    UndeliveredAddress,
)
from elearn.records.asked import in_force
from elearn.records.people import in_scope
from elearn.reminders.queries.leads import WITHHELD

A_PAGE = 50


class Fate(StrEnum):
    """What became of a letter; values as they stand in addresses."""

    WAITS = "waiting"
    SENT = "sent"
    FAILED = "failed"
    WITHHELD = "not-needed"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One reminder. ``name`` and ``public_id`` are of a person who works here today; without them
    the letter went to a manager, or to somebody who has left."""

    letter_id: int
    kind: ReminderKind
    written_at: datetime
    fate: Fate
    tries: int
    next_at: datetime
    sent_at: datetime | None
    answer: str
    recipient: str
    name: str | None
    public_id: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Letters of a time, by what became of them."""

    waiting: int
    sent: int
    failed: int


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody whose address a mail server refused."""

    public_id: str
    name: str
    address: str
    answer: str
    since: datetime


_FATE: ColumnElement[str] = case(
    (Letter.state == LetterState.SENT, Fate.SENT.value),
    (Letter.state != LetterState.FAILED, Fate.WAITS.value),
    (Letter.answer.like(f"{WITHHELD}%"), Fate.WITHHELD.value),
    else_=Fate.FAILED.value,
)


def _is(fate: Fate) -> ColumnElement[bool]:
    return _FATE.in_([fate.value])


def _works_here(
    scope: AgencyScope, agency_id: int, now: datetime, person_id: Any
) -> ColumnElement[bool]:
    return exists().where(
        Posting.person_id == person_id,
        Posting.agency_id == agency_id,
        in_force(Posting.start, Posting.end, london_today(now)),
        in_scope(scope.only(agency_id)),
    )


def _seen(scope: AgencyScope, agency_id: int, now: datetime) -> ColumnElement[bool]:
    """Letters of the agency; for the lead of a team those to the team's own people."""
    whole = scope.covers_agency(agency_id)
    own = true() if whole else _works_here(scope, agency_id, now, Letter.person_id)
    return and_(ReminderLetter.agency_id == agency_id, own)


def letters(
    session: Session,
    scope: AgencyScope,
    agency_id: int,
    *,
    fate: Fate | None,
    before: int | None,
    now: datetime,
    most: int = A_PAGE,
) -> Sequence[LetterRow]:
    """The newest first, one more than a page. ``before`` is the last number of the page before."""
    statement = _letters(scope, agency_id, now).limit(most + 1)
    if fate:
        statement = statement.where(_is(fate))
    if before:
        statement = statement.where(Letter.id < before)
    return [
        LetterRow(row[0], row[1], row[2], Fate(row[3]), *row[4:])
        for row in session.execute(statement)
    ]


def _letters(scope: AgencyScope, agency_id: int, now: datetime) -> Select[Any]:
    here = and_(Person.id == Letter.person_id, _works_here(scope, agency_id, now, Letter.person_id))
    columns: list[Any] = [
        Letter.id,
        ReminderLetter.kind,
        Letter.created_at,
        _FATE,
        Letter.tries,
        Letter.not_before,
        Letter.sent_at,
        Letter.answer,
        Letter.recipient,
        Person.full_name,
        Person.public_id,
    ]
    return (
        select(*columns)
        .select_from(ReminderLetter)
        .join(Letter, Letter.id == ReminderLetter.letter_id)
        .outerjoin(Person, here)
        .where(_seen(scope, agency_id, now))
        .order_by(Letter.id.desc())
    )


def counts(
    session: Session, scope: AgencyScope, agency_id: int, *, since: datetime, now: datetime
) -> Counts:
    """How many of the letters written since then wait, were sent and did not arrive."""

    def number(fate: Fate) -> ColumnElement[int]:
        return func.coalesce(func.sum(cast(_is(fate), Integer)), 0)

    statement = (
        select(number(Fate.WAITS), number(Fate.SENT), number(Fate.FAILED))
        .select_from(ReminderLetter)
        .join(Letter, Letter.id == ReminderLetter.letter_id)
        .where(_seen(scope, agency_id, now), Letter.created_at >= since)
    )
    return Counts(*session.execute(statement).one())


def unreached(
    session: Session, scope: AgencyScope, agency_id: int, *, now: datetime
) -> Sequence[Unreached]:
    """Whose letters do not arrive, by name."""
    statement = (
        select(
            Person.public_id,
            Person.full_name,
            UndeliveredAddress.address,
            UndeliveredAddress.answer,
            UndeliveredAddress.since,
        )
        .join(UndeliveredAddress, UndeliveredAddress.person_id == Person.id)
        .where(
            UndeliveredAddress.address == Person.email,
            _works_here(scope, agency_id, now, Person.id),
        )
        .order_by(func.lower(Person.full_name), Person.id)
    )
    return [Unreached(*row) for row in session.execute(statement)]


def person_here(
    session: Session, scope: AgencyScope, agency_id: int, *, public_id: str, now: datetime
) -> int | None:
    """The number of somebody who works here within the scope."""
    return session.scalar(
        select(Person.id).where(
            Person.public_id == public_id,
            _works_here(scope, agency_id, now, Person.id),
        )
    )
