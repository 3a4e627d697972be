"""Applying the imports that wait. May run twice, late, or in several workers at once.

A worker leases an import, reads its file without any lock, saying how far it is, and then applies
it in one transaction: all of it or nothing. A worker that dies leaves a lease that runs out; the
import is taken up again, and after the third time somebody is told."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.gateways.sheets import Line, SheetFileError
from elearn.models import JobState, RosterImport, RosterJob
from elearn.roster import actions, queries
from elearn.roster.actions.background import LEASE

MOST_TRIES = 3
A_STEP = 1_000  # lines between two words about how far it is
INTERRUPTED = (
    "Three times the work broke off before its end. Nothing was changed. Try again, and tell your "
    "administrator if it breaks off again."
)
OUR_FAULT = "Something went wrong on our side. Nothing was changed. Try again in a few minutes."

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class InHand:
    """An import this worker holds."""

    number: int
    agency_id: int
    content: bytes
    seen: str
    confirm_leavers: bool
    actor_id: int | None


def apply_waiting(engine: Engine, clock: Clock) -> int:
    """Apply every import that waits, the longest waiting first; say how many were handled."""
    handled = 0
    while (found := _waiting(engine, clock())) is not None:
        number, tries = found
        if _take(engine, number, tries, clock()):
            _handle(engine, number, clock)
            handled += 1
    return handled


def forget_previews(session: Session, *, now: datetime) -> int:
    """Throw away the files that nobody applied within a day. Commits."""
    gone = actions.forget_previews(session, before=now - actions.PREVIEWS_KEPT)
    session.commit()
    return gone


def _waits(now: datetime) -> ColumnElement[bool]:
    return or_(
        RosterJob.state == JobState.QUEUED,
        and_(RosterJob.state == JobState.WORKING, RosterJob.leased_until <= now),
    )


def _waiting(engine: Engine, now: datetime) -> tuple[int, int] | None:
    """The import that has waited longest, and how often it was tried."""
    statement = (
        select(RosterJob.import_id, RosterJob.tries)
        .where(_waits(now))
        .order_by(RosterJob.queued_at, RosterJob.import_id)
        .limit(1)
    )
    with Session(engine.execution_options(read_only=True)) as session:
        row = session.execute(statement).one_or_none()
    return (row.import_id, row.tries) if row else None


def _take(engine: Engine, number: int, tries: int, now: datetime) -> bool:
    """Lease an import; False where somebody else has it, or it was tried often enough."""
    with Session(engine) as session:
        taken = session.execute(
            update(RosterJob)
            .where(RosterJob.import_id == number, RosterJob.tries == tries, _waits(now))
            .values(state=JobState.WORKING, leased_until=now + LEASE, tries=tries + 1)
            .execution_options(synchronize_session=False)
        )
        is_ours = getattr(taken, "rowcount", 0) == 1
        if is_ours and tries >= MOST_TRIES:
            actions.give_up(session, number=number, sentence=INTERRUPTED, now=now)
            is_ours = False
        session.commit()
    return is_ours


def _handle(engine: Engine, number: int, clock: Clock) -> None:
    """Apply one import, or write down why not."""
    sentence = OUR_FAULT
    try:
        _apply(engine, number, clock)
    except (actions.RosterError, SheetFileError) as error:
        sentence = str(error)
    except SQLAlchemyError:
        log.exception("import %s was not applied", number)
    else:
        return
    with Session(engine) as session:
        actions.give_up(session, number=number, sentence=sentence, now=clock())
        session.commit()


def _apply(engine: Engine, number: int, clock: Clock) -> None:
    with Session(engine.execution_options(read_only=True)) as reader:
        held = _in_hand(reader, number)
        if held is None:
            return
        names = queries.names_of(reader, held.agency_id)
        choices = queries.choices_of(reader, held.agency_id)
    people = actions.read_people(held.content, names, choices, _telling(engine, number, clock))
    now = clock()
    with Session(engine) as session:
        actions.apply(
            session,
            agency_id=held.agency_id,
            number=number,
            seen=held.seen,
            confirm_leavers=held.confirm_leavers,
            actor_id=held.actor_id,
            now=now,
            today=london_today(now),
            people=people,
        )
        actions.job_done(session, number=number, now=now)
        session.commit()


def _in_hand(session: Session, number: int) -> InHand | None:
    """The import if it is still to be done."""
    row = session.execute(
        select(
            RosterImport.id,
            RosterImport.agency_id,
            RosterImport.content,
            RosterJob.seen,
            RosterJob.confirm_leavers,
            RosterJob.actor_id,
        )
        .join(RosterJob, RosterJob.import_id == RosterImport.id)
        .where(RosterImport.id == number, RosterJob.state == JobState.WORKING)
    ).one_or_none()
    if row is None:
        return None
    return InHand(row[0], row[1], row[2] or b"", row[3], row[4], row[5])


def _telling(
    engine: Engine, number: int, clock: Clock
) -> Callable[[Sequence[Line]], Iterator[Line]]:
    """Passes lines on and writes down, every so many, how far it is."""

    def watch(lines: Sequence[Line]) -> Iterator[Line]:
        for done, line in enumerate(lines):
            if done % A_STEP == 0:
                _tell(engine, number, done, len(lines), clock() + LEASE)
            yield line
        _tell(engine, number, len(lines), len(lines), clock() + LEASE)

    return watch


def _tell(engine: Engine, number: int, done: int, total: int, leased_until: datetime) -> None:
    with Session(engine) as session:
        session.execute(
            update(RosterJob)
            .where(RosterJob.import_id == number, RosterJob.state == JobState.WORKING)
            .values(done=done, total=total, leased_until=leased_until)
            .execution_options(synchronize_session=False)
        )
        session.commit()
