"""Freezing audits and counting them again in the background. May run twice, late, or in several
workers at once.

A worker leases the work, counts in a reading transaction that sees one moment of the record, and
then writes in one transaction: all of it or nothing. A worker that dies leaves a lease that runs
out; the work is taken up again, and after the third time somebody is told."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from elearn.audit.actions.freeze import count_for
from elearn.audit.run.actions.closing import freeze_now
from elearn.audit.run.actions.counting import keep_recount, recount
from elearn.audit.run.actions.held import By, RunError
from elearn.domain.dates import london_today
from elearn.models import AuditJob, AuditJobKind, JobState

LEASE = timedelta(minutes=10)
MOST_TRIES = 3
INTERRUPTED = (
    "Three times the work broke off before its end. Nothing was changed. Try again, and tell your "
    "administrator if it breaks off again."
)
OUR_FAULT = "Something went wrong on our side. Nothing was changed. Try again in a few minutes."

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class InHand:
    """Work that this worker holds."""

    engine: Engine
    clock: Clock
    audit_id: int
    kind: AuditJobKind
    actor_id: int | None

    def by(self) -> By:
        now = self.clock()
        return By(self.actor_id, now, london_today(now))

    def tell(self, session: Session, **values: Any) -> None:
        """Write down how far it is."""
        session.execute(
            update(AuditJob)
            .where(AuditJob.audit_id == self.audit_id, AuditJob.kind == self.kind)
            .values(**values)
            .execution_options(synchronize_session=False)
        )

    def step(self, done: int) -> None:
        """Say that a step is over, and go on holding the work."""
        with Session(self.engine) as session:
            self.tell(session, done=done, leased_until=self.clock() + LEASE)
            session.commit()


def do_waiting(engine: Engine, clock: Clock) -> int:
    """Do all the work on audits that waits, the longest waiting first; how much was handled."""
    handled = 0
    while (found := _waiting(engine, clock())) is not None:
        held = _take(engine, clock, *found)
        if held is not None:
            _handle(held)
            handled += 1
    return handled


def _waits(now: datetime) -> ColumnElement[bool]:
    return or_(
        AuditJob.state == JobState.QUEUED,
        and_(AuditJob.state == JobState.WORKING, AuditJob.leased_until <= now),
    )


def _waiting(engine: Engine, now: datetime) -> tuple[int, AuditJobKind, int] | None:
    statement = (
        select(AuditJob.audit_id, AuditJob.kind, AuditJob.tries)
        .where(_waits(now))
        .order_by(AuditJob.asked_at, AuditJob.audit_id, AuditJob.kind)
        .limit(1)
    )
    with Session(engine.execution_options(read_only=True)) as session:
        row = session.execute(statement).one_or_none()
    return (row.audit_id, row.kind, row.tries) if row else None


def _take(
    engine: Engine, clock: Clock, audit_id: int, kind: AuditJobKind, tries: int
) -> InHand | None:
    """Lease work; None where somebody else has it, or it was tried often enough."""
    now = clock()
    values: dict[str, Any] = {
        "state": JobState.WORKING,
        "leased_until": now + LEASE,
        "tries": tries + 1,
    }
    if tries >= MOST_TRIES:
        values = {"state": JobState.FAILED, "sentence": INTERRUPTED, "ended_at": now}
    with Session(engine) as session:
        taken = session.execute(
            update(AuditJob)
            .where(
                AuditJob.audit_id == audit_id,
                AuditJob.kind == kind,
                AuditJob.tries == tries,
                _waits(now),
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        is_ours = getattr(taken, "rowcount", 0) == 1 and tries < MOST_TRIES
        actor_id = session.scalar(
            select(AuditJob.actor_id).where(AuditJob.audit_id == audit_id, AuditJob.kind == kind)
        )
        session.commit()
    return InHand(engine, clock, audit_id, kind, actor_id) if is_ours else None


def _handle(held: InHand) -> None:
    """Do one piece of work, or write down why not."""
    sentence = OUR_FAULT
    try:
        _WORKS[held.kind](held)
    except RunError as error:
        sentence = str(error)
    except SQLAlchemyError:
        log.exception("%s of audit %s was not done", held.kind, held.audit_id)
    else:
        return
    with Session(held.engine) as session:
        held.tell(session, state=JobState.FAILED, sentence=sentence, ended_at=held.clock())
        session.commit()


def _freeze(held: InHand) -> None:
    """Count without a lock, then write the edition. What is recorded meanwhile came late."""
    by = held.by()
    held.step(0)
    with Session(_of_one_moment(held.engine)) as reader:
        counted = count_for(reader, held.audit_id)
        reader.rollback()
    held.step(2)
    with Session(held.engine) as session:
        freeze_now(session, audit_id=held.audit_id, by=by, counted=counted)
        session.commit()


def _recount(held: InHand) -> None:
    """Count an edition's day again, and keep what differs, in words without numbers."""
    with Session(_of_one_moment(held.engine)) as reader:
        found = recount(reader, held.audit_id)
        reader.rollback()
    with Session(held.engine) as session:
        keep_recount(session, audit_id=held.audit_id, found=found, by=held.by())
        session.commit()


def _of_one_moment(engine: Engine) -> Engine:
    """Connections whose statements all see the record of one moment, and block nobody."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine.execution_options(read_only=True)


_WORKS = {AuditJobKind.FREEZE: _freeze, AuditJobKind.RECOUNT: _recount}
