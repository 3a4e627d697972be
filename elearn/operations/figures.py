"""Figures of the work behind the pages, for whoever watches the service."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import FailedSignIn
from elearn.operations.backups import last, last_failed
from elearn.operations.readiness import letters_by_state, waiting, worker_age

LATELY = timedelta(minutes=15)
Value = tuple[tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A gauge: its name, what it says, the names of its labels and a value for each of them."""

    name: str
    help: str
    labels: tuple[str, ...]
    values: tuple[Value, ...]


def figures(session: Session, *, now: datetime) -> tuple[Figure, ...]:
    """What the database says of the work behind the pages; an age that there is not is left out."""
    return (*_queues(session, now), *_letters(session), *_ages(session, now), _tries(session, now))


def _queues(session: Session, now: datetime) -> tuple[Figure, ...]:
    found = waiting(session, now=now)
    lengths = tuple(((one.kind,), float(one.number)) for one in found)
    ages = tuple(
        ((one.kind,), (now - one.since).total_seconds() if one.since else 0.0) for one in found
    )
    return (
        Figure("elearn_waiting", "Work that is due and waits, by kind.", ("kind",), lengths),
        Figure("elearn_waiting_seconds", "How long the oldest of it waits.", ("kind",), ages),
    )


def _letters(session: Session) -> tuple[Figure, ...]:
    values = tuple(((state,), float(n)) for state, n in letters_by_state(session).items())
    return (Figure("elearn_letters", "Letters by state.", ("state",), values),)


def _ages(session: Session, now: datetime) -> tuple[Figure, ...]:
    worker, made = worker_age(session, now=now), last(session)
    backup = (now - made.ended_at).total_seconds() if made else None
    failed = last_failed(session) is not None
    return (
        _one("elearn_worker_heard_seconds", "Seconds since a worker was heard of.", worker),
        _one("elearn_backup_age_seconds", "Seconds since the last backup was made.", backup),
        _one("elearn_backup_failed", "1 if the last try at a backup failed.", float(failed)),
    )


def _tries(session: Session, now: datetime) -> Figure:
    since = FailedSignIn.at > now - LATELY
    number = session.scalar(select(func.count()).select_from(FailedSignIn).where(since)) or 0
    said = "Sign-ins that failed in the last 15 minutes."
    return _one("elearn_sign_ins_failed_lately", said, float(number))


def _one(name: str, said: str, value: float | None) -> Figure:
    return Figure(name, said, (), () if value is None else (((), value),))
