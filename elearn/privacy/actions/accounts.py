"""Accounts that nobody uses, and records of people who left: who they are and what becomes of
them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.models import (
    Attempt,
    Grant,
    KnownBrowser,
    PageSeen,
    Person,
    PersonStatus,
    Posting,
    SignInSession,
    TrailEntry,
)
from elearn.operations import erasures
from elearn.operations.erasing import erase_record, letters_of, records_of
from elearn.operations.sign_ins import end_sessions
from elearn.privacy.policy import RULES
from elearn.privacy.queries import Periods

LIVE = (PersonStatus.ACTIVE, PersonStatus.SUSPENDED)
NO_END = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Idle:
    """An account that was not used since the day of the rule."""

    name: str
    email: str
    is_posted: bool


def unused_since(cutoff: datetime) -> ColumnElement[bool]:
    """Nobody signed in, learnt or did anything with the account since then."""
    return and_(
        Person.created_at < cutoff,
        *(
            ~exists().where(whose == Person.id, at >= cutoff)
            for whose, at in (
                (SignInSession.person_id, SignInSession.created_at),
                (KnownBrowser.person_id, KnownBrowser.seen_at),
                (TrailEntry.actor_id, TrailEntry.at),
                (Attempt.person_id, Attempt.started_at),
                (PageSeen.person_id, PageSeen.seen_at),
            )
        ),
    )


def _posted(today: date) -> ColumnElement[bool]:
    return exists().where(
        Posting.person_id == Person.id, or_(Posting.end.is_(None), Posting.end > today)
    )


def _appointed(now: datetime) -> ColumnElement[bool]:
    today = london_today(now)
    return exists().where(
        Grant.person_id == Person.id,
        Grant.revoked_at.is_(None),
        or_(Grant.ends_on.is_(None), Grant.ends_on > today),
    )


def idle(session: Session, *, kept: int, now: datetime, most: int = 200) -> tuple[Idle, ...]:
    """Accounts to look at: unused for so many months, whether or not somebody works under them."""
    today = london_today(now)
    statement = (
        select(Person.full_name, Person.email, _posted(today))
        .where(Person.status == PersonStatus.ACTIVE, unused_since(RULES["idle"].cutoff(kept, now)))
        .order_by(Person.full_name, Person.id)
        .limit(most)
    )
    return tuple(
        Idle(name, email or "", there) for name, email, there in session.execute(statement)
    )


def to_stop(cutoff: datetime, now: datetime) -> Select[Any]:
    """Accounts to suspend: unused, and no posting holds. Whoever works for an agency keeps theirs:
    training may fall due years apart."""
    return (
        select(Person.id)
        .where(
            Person.status == PersonStatus.ACTIVE, unused_since(cutoff), ~_posted(london_today(now))
        )
        .order_by(Person.created_at, Person.id)
    )


def stop(session: Session, numbers: Sequence[int], now: datetime) -> None:
    """Suspend accounts; whoever runs accounts lets somebody back in."""
    for person_id in numbers:
        session.execute(
            update(Person).where(Person.id == person_id).values(status=PersonStatus.SUSPENDED)
        )
        end_sessions(session, person_id=person_id, now=now)


def leavers(session: Session, periods: Periods, now: datetime) -> list[int]:
    """Records whose time is over, the longest gone first: of people who left, by the time of every
    agency they were in; of accounts without any posting, by the partnership's."""
    rule = RULES["leavers"]
    kept = [periods.of("leavers"), *(
        months for (name, _), months in periods.of_agency.items() if name == "leavers"
    )]  # fmt: skip
    earliest = rule.cutoff(min(kept), now).date()
    gone = (
        select(Posting.person_id)
        .group_by(Posting.person_id)
        .having(func.max(func.coalesce(Posting.end, NO_END)) < earliest)
    )
    statement = (
        select(Posting.person_id, Posting.agency_id, func.max(Posting.end))
        .join(Person, Person.id == Posting.person_id)
        .where(Posting.person_id.in_(gone), Person.status.in_(LIVE), ~_appointed(now))
        .group_by(Posting.person_id, Posting.agency_id)
        .order_by(Posting.person_id, Posting.agency_id)
    )
    rows = session.execute(statement).all()
    over = [
        (max(end or NO_END for _, _, end in lines), person_id)
        for person_id, group in groupby(rows, key=lambda row: row[0])
        if _all_over(lines := list(group), periods, now)
    ]
    return [*session.scalars(_without_posting(periods, now)), *(one for _, one in sorted(over))]


def _all_over(lines: Iterable[Sequence[object]], periods: Periods, now: datetime) -> bool:
    rule = RULES["leavers"]
    return all(
        isinstance(end, date)
        and isinstance(agency_id, int)
        and end < rule.cutoff(periods.of("leavers", agency_id), now).date()
        for _, agency_id, end in lines
    )


def _without_posting(periods: Periods, now: datetime) -> Select[Any]:
    cutoff = RULES["leavers"].cutoff(periods.of("leavers"), now)
    return (
        select(Person.id)
        .where(
            Person.status.in_(LIVE),
            ~exists().where(Posting.person_id == Person.id),
            ~_appointed(now),
            unused_since(cutoff),
        )
        .order_by(Person.created_at, Person.id)
    )


def anonymise(session: Session, numbers: Sequence[int], folder: Path, now: datetime) -> None:
    """Erase records as a person who asks is erased, and put them on the list of the erased."""
    for number in numbers:
        for person_id in records_of(session, number):
            person = session.get_one(Person, person_id)
            if person.status is not PersonStatus.ERASED:
                letters = letters_of(session, person)
                erasures.add(session, person, folder=folder, now=now)
                erase_record(session, person, now)
                erasures.forget_letter_files(folder, letters)
    session.flush()
