"""Applying the imports that wait. May run twice, late, or in several workers at once.

A worker leases an import, has its file read without any lock, saying how far it is, and then
applied in one transaction: all of it or nothing. A worker that dies leaves a lease that runs out;
the import is taken up again, and after the third time somebody is told."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Engine, and_, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from elearn.models import ImportJob, ImportKind, JobState
from elearn.operations.import_jobs import LEASE, give_up

MOST_TRIES = 3
A_STEP = 1_000  # lines between two words about how far it is
INTERRUPTED = (
    "Three times the work broke off before its end. Nothing was changed. Try again, and tell your "
    "administrator if it breaks off again."
)
OUR_FAULT = "Something went wrong on our side. Nothing was changed. Try again in a few minutes."

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
AnyLine = TypeVar("AnyLine")


@dataclass(frozen=True, slots=True)
class InHand:
    """An import that this worker holds, with what was said when it was asked for."""

    engine: Engine
    clock: Clock
    kind: ImportKind
    number: int
    seen: str
    confirmed: bool
    actor_id: int | None

    def watch(self, lines: Sequence[AnyLine]) -> Iterator[AnyLine]:
        """Passes lines on and writes down, every so many, how far it is."""
        for done, line in enumerate(lines):
            if done % A_STEP == 0:
                self._tell(done, len(lines))
            yield line
        self._tell(len(lines), len(lines))

    def _tell(self, done: int, total: int) -> None:
        with Session(self.engine) as session:
            session.execute(
                update(ImportJob)
                .where(
                    ImportJob.kind == self.kind,
                    ImportJob.number == self.number,
                    ImportJob.state == JobState.WORKING,
                )
                .values(done=done, total=total, leased_until=self.clock() + LEASE)
                .execution_options(synchronize_session=False)
            )
            session.commit()


@dataclass(frozen=True, slots=True)
class Work:
    """How imports of a kind are applied: ``apply`` reads, writes and commits; what it raises of
    ``refusals`` is told to who waits."""

    apply: Callable[[InHand], None]
    refusals: tuple[type[Exception], ...]


def apply_waiting(engine: Engine, clock: Clock, works: Mapping[ImportKind, Work]) -> int:
    """Apply every import that waits, the longest waiting first; say how many were handled."""
    handled = 0
    while (found := _waiting(engine, works, clock())) is not None:
        kind, number, tries = found
        held = _take(engine, clock, kind, number, tries)
        if held is not None:
            _handle(held, works[kind])
            handled += 1
    return handled


def _waits(now: datetime) -> ColumnElement[bool]:
    return or_(
        ImportJob.state == JobState.QUEUED,
        and_(ImportJob.state == JobState.WORKING, ImportJob.leased_until <= now),
    )


def _waiting(
    engine: Engine, works: Mapping[ImportKind, Work], now: datetime
) -> tuple[ImportKind, int, int] | None:
    """The import that has waited longest, and how often it was tried."""
    statement = (
        select(ImportJob.kind, ImportJob.number, ImportJob.tries)
        .where(ImportJob.kind.in_(works), _waits(now))
        .order_by(ImportJob.queued_at, ImportJob.kind, ImportJob.number)
        .limit(1)
    )
    with Session(engine.execution_options(read_only=True)) as session:
        row = session.execute(statement).one_or_none()
    return (row.kind, row.number, row.tries) if row else None


def _take(engine: Engine, clock: Clock, kind: ImportKind, number: int, tries: int) -> InHand | None:
    """Lease an import; None where somebody else has it, or it was tried often enough."""
    now = clock()
    with Session(engine) as session:
        taken = session.execute(
            update(ImportJob)
            .where(
                ImportJob.kind == kind,
                ImportJob.number == number,
                ImportJob.tries == tries,
                _waits(now),
            )
            .values(state=JobState.WORKING, leased_until=now + LEASE, tries=tries + 1)
            .execution_options(synchronize_session=False)
        )
        is_ours = getattr(taken, "rowcount", 0) == 1
        if is_ours and tries >= MOST_TRIES:
            give_up(session, kind=kind, number=number, sentence=INTERRUPTED, now=now)
            is_ours = False
        session.commit()
        if not is_ours:
            return None
        job = session.get_one(ImportJob, {"kind": kind, "number": number})
        return InHand(engine, clock, kind, number, job.seen, job.confirmed, job.actor_id)


def _handle(held: InHand, work: Work) -> None:
    """Apply one import, or write down why not."""
    sentence = OUR_FAULT
    try:
        work.apply(held)
    except work.refusals as error:
        sentence = str(error)
    except SQLAlchemyError:
        log.exception("%s import %s was not applied", held.kind, held.number)
    else:
        return
    with Session(held.engine) as session:
        give_up(session, kind=held.kind, number=held.number, sentence=sentence, now=held.clock())
        session.commit()
