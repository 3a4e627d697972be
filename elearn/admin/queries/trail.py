"""The lines of the trail that are asked for, with the people they name by number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.orm import Session

from elearn.domain.dates import first_moment_after
from elearn.models import Person, PersonStatus, TrailEntry

COMMAND = "command"  # typed as who: what a command did, and what nobody signed in did
MOST_ID = 999_999_999


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One thing done. ``actor_id`` is None for a command; ``actor`` is a name where one is
    known."""

    id: int
    at: datetime
    actor: str | None
    actor_id: int | None
    action: str
    subject_kind: str
    subject_id: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a line names by number: ``public_id`` is empty for a record without a page."""

    name: str
    public_id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the trail; empty means everything. ``who`` and ``about`` are a part of a
    name or a number, ``about`` besides an agency's slug or whatever the line names; days are
    London's, ``until`` the last of them."""

    who: str = ""
    action: str = ""
    kind: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_all(self) -> bool:
        return self == Wanted()


def trail(
    session: Session, wanted: Wanted, *, before: int | None, limit: int
) -> Sequence[TrailRow]:
    """The newest lines first. ``before`` is the last line of the page before."""
    statement = (
        select(
            TrailEntry.id,
            TrailEntry.at,
            Person.full_name,
            TrailEntry.actor_id,
            TrailEntry.action,
            TrailEntry.subject_kind,
            TrailEntry.subject_id,
            TrailEntry.detail,
        )
        .outerjoin(Person, Person.id == TrailEntry.actor_id)
        .where(*_conditions(wanted))
        .order_by(TrailEntry.id.desc())
        .limit(limit)
    )
    if before:
        statement = statement.where(TrailEntry.id < before)
    return [TrailRow(*row) for row in session.execute(statement)]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.who:
        found.append(_by(wanted.who))
    if wanted.action:
        found.append(TrailEntry.action == wanted.action)
    if wanted.kind:
        found.append(TrailEntry.subject_kind == wanted.kind)
    if wanted.about:
        found.append(_about(wanted.about))
    if wanted.since:
        found.append(TrailEntry.at >= midnight(wanted.since))
    if wanted.until:
        found.append(TrailEntry.at < first_moment_after(wanted.until))
    return found


def _by(who: str) -> ColumnElement[bool]:
    if who.casefold() in (COMMAND, f"a {COMMAND}"):
        return TrailEntry.actor_id.is_(None)
    if number := as_number(who):
        return TrailEntry.actor_id == number
    return TrailEntry.actor_id.in_(select(Person.id).where(_is_called(who)))


def _about(words: str) -> ColumnElement[bool]:
    """Of the subject's own number or name, or of a person who is called so."""
    exactly = TrailEntry.subject_id == words
    if as_number(words):
        return exactly
    people = select(cast(Person.id, String)).where(_is_called(words))
    return or_(
        exactly, and_(TrailEntry.subject_kind == "person", TrailEntry.subject_id.in_(people))
    )


def _is_called(words: str) -> ColumnElement[bool]:
    return and_(
        Person.status != PersonStatus.ERASED,
        or_(
            Person.full_name.icontains(words, autoescape=True),
            Person.email.icontains(words, autoescape=True),
        ),
    )


def as_number(text: str) -> int | None:
    """A row's number as it may be typed; None for anything else."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(MOST_ID)):
        return None
    return int(text) or None


def people_in(session: Session, rows: Iterable[TrailRow]) -> dict[int, Known]:
    """Whom the lines are about, by number: one statement."""
    ids = {as_number(row.subject_id) or 0 for row in rows if row.subject_kind == "person"}
    statement = select(Person.id, Person.full_name, Person.public_id, Person.status).where(
        Person.id.in_(sorted(ids))
    )
    return {
        row.id: Known(row.full_name, "" if row.status is PersonStatus.ERASED else row.public_id)
        for row in session.execute(statement)
    }


def midnight(day: date) -> datetime:
    """The first moment of a London day."""
    return first_moment_after(day - timedelta(days=1))
