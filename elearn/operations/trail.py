"""The audit trail: a hash chain written in the transaction of what it tells of."""

from contextlib import closing
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from elearn.domain.chain import link
from elearn.models import TrailEntry

BEGINNING = "0" * 64
LOCK = 7_241_503  # PostgreSQL's advisory lock number of the chain


def note(
    session: Session,
    *,
    action: str,
    actor_id: int | None,
    subject_kind: str,
    subject_id: object,
    detail: dict[str, Any] | None = None,
    now: datetime,
) -> TrailEntry:
    """Add one entry. One writer at a time: SQLite's transactions begin IMMEDIATE, PostgreSQL
    takes a lock that the end of the transaction gives back. No names or addresses in ``detail``."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    session.flush()
    last = session.execute(
        select(TrailEntry.id, TrailEntry.hash).order_by(TrailEntry.id.desc()).limit(1)
    ).first()
    number, previous = (last.id + 1, last.hash) if last else (1, BEGINNING)
    entry = TrailEntry(
        id=number,
        at=now,
        actor_id=actor_id,
        action=action,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        detail=detail or {},
        previous=previous,
        hash="",
    )
    entry.hash = link(previous, as_record(entry))
    session.add(entry)
    session.flush()
    return entry


def as_record(entry: TrailEntry) -> dict[str, Any]:
    """What of an entry the hash covers."""
    return {
        "id": entry.id,
        "at": entry.at.isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "action": entry.action,
        "subject": [entry.subject_kind, entry.subject_id],
        "detail": entry.detail,
    }


def verify(session: Session) -> int | None:
    """The number of the first entry that does not follow from those before it; None if all do."""
    statement = select(TrailEntry).order_by(TrailEntry.id).execution_options(yield_per=1000)
    previous, expected = BEGINNING, 1
    with closing(session.scalars(statement)) as entries:
        for entry in entries:
            honest = entry.previous == previous and entry.hash == link(previous, as_record(entry))
            if entry.id != expected or not honest:
                return entry.id
            previous, expected = entry.hash, expected + 1
    return None
