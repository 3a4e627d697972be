"""What the administrator looks at: counts, the outbox, the trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from elearn.models import Letter, LetterState, Person, PersonStatus, SignInSession, TrailEntry
from elearn.operations.heartbeat import is_fresh

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Health:
    """The figures of the first page, at this moment."""

    active: int
    suspended: int
    signed_in: int
    waiting: int
    failed: int
    sent: int
    worker_lives: bool


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of the outbox, without its text."""

    id: int
    recipient: str
    subject: str
    state: LetterState
    tries: int
    answer: str
    created_at: datetime
    not_before: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One thing done. ``actor`` is a name where the person is still known; None for a command."""

    id: int
    at: datetime
    actor: str | None
    actor_id: int | None
    action: str
    subject_kind: str
    subject_id: str
    detail: Mapping[str, Any]


def health(session: Session, *, now: datetime) -> Health:
    people = _counts(session, Person.status)
    letters = _counts(session, Letter.state)
    signed_in = session.scalar(
        select(func.count())
        .select_from(SignInSession)
        .where(SignInSession.ended_at.is_(None), SignInSession.expires_at > now)
    )
    return Health(
        active=people.get(PersonStatus.ACTIVE, 0),
        suspended=people.get(PersonStatus.SUSPENDED, 0),
        signed_in=signed_in or 0,
        waiting=letters.get(LetterState.QUEUED, 0) + letters.get(LetterState.SENDING, 0),
        failed=letters.get(LetterState.FAILED, 0),
        sent=letters.get(LetterState.SENT, 0),
        worker_lives=is_fresh(session, name="worker", now=now),
    )


def _counts(session: Session, column: Any) -> dict[Any, int]:
    rows = session.execute(select(column, func.count()).group_by(column).order_by(column))
    return {row[0]: row[1] for row in rows}


def letters(
    session: Session, *, state: LetterState | None, before: int | None, limit: int = A_PAGE
) -> Sequence[LetterRow]:
    """The newest letters first, one more than a page. ``before`` is the last id of the page
    before."""
    statement = (
        select(
            Letter.id,
            Letter.recipient,
            Letter.subject,
            Letter.state,
            Letter.tries,
            Letter.answer,
            Letter.created_at,
            Letter.not_before,
            Letter.sent_at,
        )
        .order_by(Letter.id.desc())
        .limit(limit + 1)
    )
    if state:
        statement = statement.where(Letter.state == state)
    if before:
        statement = statement.where(Letter.id < before)
    return [LetterRow(*row) for row in session.execute(statement)]


def trail(
    session: Session, *, before: int | None, words: str = "", limit: int = A_PAGE
) -> Sequence[TrailRow]:
    """The newest entries first, one more than a page; ``words`` is a part of the action's name
    or the number of the person it was about."""
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
        .order_by(TrailEntry.id.desc())
        .limit(limit + 1)
    )
    if words:
        statement = statement.where(
            or_(
                TrailEntry.action.icontains(words, autoescape=True),
                and_(TrailEntry.subject_kind == "person", TrailEntry.subject_id == words),
            )
        )
    if before:
        statement = statement.where(TrailEntry.id < before)
    return [TrailRow(*row) for row in session.execute(statement)]


def state_of(value: str) -> LetterState | None:
    """The letter state of a word in an address, or None for any other word."""
    return next((state for state in LetterState if state.value == value), None)
