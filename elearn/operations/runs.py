"""A line for each run of the work that comes round by itself, so that somebody can see it."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from elearn.models import JobRun, RunOutcome

KEPT = timedelta(days=90)
BROKE_OFF_AFTER = timedelta(hours=6)
LONGEST = 300

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Run:
    """A run that is under way; ``said`` becomes what came of it, in figures."""

    said: str = ""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run as it is kept."""

    id: int
    name: str
    began_at: datetime
    ended_at: datetime | None
    outcome: RunOutcome
    said: str

    def broke_off(self, now: datetime) -> bool:
        """Whether it never came to an end, nor ever will."""
        return self.outcome is RunOutcome.RUNNING and now - self.began_at > BROKE_OFF_AFTER


@contextmanager
def recorded(engine: Engine, name: str, clock: Callable[[], datetime]) -> Iterator[Run]:
    """Write down that this work began, and how it ended. An error is written down by its kind and
    goes on its way."""
    began, run = clock(), Run()
    with Session(engine) as session:
        session.execute(delete(JobRun).where(JobRun.began_at < began - KEPT))
        row = JobRun(name=name, began_at=began, outcome=RunOutcome.RUNNING, said="")
        session.add(row)
        session.commit()
        number = row.id
    outcome = RunOutcome.FAILED
    try:
        yield run
        outcome = RunOutcome.DONE
    except Exception as error:
        run.said = f"It stopped with {type(error).__name__}. The log says where."
        raise
    finally:
        _end(engine, number, outcome, run.said, clock())


def _end(engine: Engine, number: int, outcome: RunOutcome, said: str, now: datetime) -> None:
    with Session(engine) as session:
        session.execute(
            update(JobRun)
            .where(JobRun.id == number)
            .values(outcome=outcome, said=said[:LONGEST], ended_at=now)
            .execution_options(synchronize_session=False)
        )
        session.commit()


def runs(session: Session, *, before: int | None = None, limit: int = 50) -> Sequence[RunRow]:
    """The newest runs first."""
    statement = select(*_COLUMNS).order_by(JobRun.id.desc()).limit(limit)
    if before:
        statement = statement.where(JobRun.id < before)
    return [RunRow(*row) for row in session.execute(statement)]


def last_runs(session: Session) -> dict[str, RunRow]:
    """The last run of each work, by name."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.name)
    statement = select(*_COLUMNS).where(JobRun.id.in_(newest)).order_by(JobRun.name)
    return {row.name: RunRow(*row) for row in session.execute(statement)}


_COLUMNS = (
    JobRun.id,
    JobRun.name,
    JobRun.began_at,
    JobRun.ended_at,
    JobRun.outcome,
    JobRun.said,
)
