"""The word to apply an import in the background, and what became of it. Never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.models import ImportJob, ImportKind, JobState

LEASE = timedelta(minutes=5)
LONGEST_SENTENCE = 500
RUNNING = frozenset({JobState.QUEUED, JobState.WORKING})


@dataclass(frozen=True, slots=True)
class JobRow:
    """How far an import is in the background: ``done`` of ``total`` lines read, and why it failed
    if it did; ``seen`` and ``confirmed`` are what was sent when it was asked for."""

    state: JobState
    done: int
    total: int
    sentence: str
    queued_at: datetime
    seen: str
    confirmed: bool

    @property
    def is_running(self) -> bool:
        """Whether somebody still has to wait."""
        return self.state in RUNNING


JOB_COLUMNS = (
    ImportJob.state,
    ImportJob.done,
    ImportJob.total,
    ImportJob.sentence,
    ImportJob.queued_at,
    ImportJob.seen,
    ImportJob.confirmed,
)


def is_job_of(kind: str, number: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """The condition that joins an import, by its number, to its job if there is one."""
    return and_(ImportJob.kind == ImportKind(kind), ImportJob.number == number)


def job_row(values: Sequence[Any]) -> JobRow | None:
    """The values of ``JOB_COLUMNS``; None where nobody gave the import to the worker."""
    return JobRow(*values) if values and values[0] else None


def ask_for(
    session: Session,
    *,
    kind: str,
    number: int,
    seen: str,
    confirmed: bool = False,
    lines: int,
    actor_id: int | None,
    now: datetime,
) -> bool:
    """Have an import applied by the worker; False for one that was applied. Asking again while it
    waits or runs asks nothing more; after it failed it is tried anew.
    ``session.info["imports_waiting"]`` tells whoever commits to wake the worker."""
    key = {"kind": ImportKind(kind), "number": number}
    job = session.get(ImportJob, key, with_for_update=True)
    if job is not None and job.state in RUNNING:
        return True
    if job is not None and job.state is JobState.DONE:
        return False
    try:
        with session.begin_nested():
            job = job or ImportJob(**key)
            job.state, job.seen, job.confirmed = JobState.QUEUED, seen, confirmed
            job.actor_id, job.queued_at, job.leased_until, job.ended_at = actor_id, now, None, None
            job.done, job.total, job.tries, job.sentence = 0, lines, 0, ""
            session.add(job)
    except IntegrityError:
        return True  # the second of two clicks: the first one's word stands
    session.info["imports_waiting"] = True
    return True


def job_done(session: Session, *, kind: str, number: int, now: datetime) -> None:
    """Note that an import was applied, whoever did it, if anybody waits for that."""
    session.execute(
        update(ImportJob)
        .where(ImportJob.kind == ImportKind(kind), ImportJob.number == number)
        .values(state=JobState.DONE, done=ImportJob.total, ended_at=now, sentence="")
        .execution_options(synchronize_session=False)
    )


def give_up(session: Session, *, kind: str, number: int, sentence: str, now: datetime) -> None:
    """Note why an import was not applied."""
    session.execute(
        update(ImportJob)
        .where(
            ImportJob.kind == ImportKind(kind),
            ImportJob.number == number,
            ImportJob.state.in_(RUNNING),
        )
        .values(state=JobState.FAILED, sentence=sentence[:LONGEST_SENTENCE], ended_at=now)
        .execution_options(synchronize_session=False)
    )


def busy(kind: str) -> Select[int]:
    """The numbers of the imports of a kind that wait or are being applied."""
    return select(ImportJob.number).where(
        ImportJob.kind == ImportKind(kind), ImportJob.state.in_(RUNNING)
    )


def forget_jobs(session: Session, kind: str, numbers: Sequence[int]) -> None:
    """Forget that these imports were ever asked for: their files are thrown away."""
    session.execute(
        delete(ImportJob).where(ImportJob.kind == ImportKind(kind), ImportJob.number.in_(numbers))
    )
