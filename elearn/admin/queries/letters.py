"""The outbox: letters by state, and one letter with its envelope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Letter, LetterState


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
class OneLetter:
    """A letter with its text as it is kept; a link that opens something is never in it."""

    row: LetterRow
    message_id: str
    kind: str
    body: str
    leased_until: datetime | None


_COLUMNS = (
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


def letters(
    session: Session, *, state: LetterState | None, before: int | None, limit: int
) -> Sequence[LetterRow]:
    """The newest letters first. ``before`` is the last id of the page before."""
    statement = select(*_COLUMNS).order_by(Letter.id.desc()).limit(limit)
    if state:
        statement = statement.where(Letter.state == state)
    if before:
        statement = statement.where(Letter.id < before)
    return [LetterRow(*row) for row in session.execute(statement)]


def letter(session: Session, number: int) -> OneLetter | None:
    """One letter; what kind it is stands before the first colon of its key."""
    row = session.execute(
        select(*_COLUMNS, Letter.message_id, Letter.key, Letter.body, Letter.leased_until).where(
            Letter.id == number
        )
    ).first()
    if row is None:
        return None
    facts, (message_id, key, body, leased) = row[:9], row[9:]
    return OneLetter(LetterRow(*facts), message_id, key.partition(":")[0], body, leased)


def state_of(value: str) -> LetterState | None:
    """The letter state of a word in an address, or None for any other word."""
    return next((state for state in LetterState if state.value == value), None)
