"""The word to apply an import in the background, and what became of it."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.models import JobState, RosterJob
from elearn.roster.actions.errors import RosterError
from elearn.roster.actions.imports import DONE_ALREADY

LEASE = timedelta(minutes=5)
LONGEST_SENTENCE = 500
RUNNING = frozenset({JobState.QUEUED, JobState.WORKING})


def ask_for(
    session: Session,
    *,
    number: int,
    seen: str,
    confirm_leavers: bool,
    lines: int,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Have an import applied by the worker. Asking again while it waits or runs asks nothing more;
    after it failed it is tried anew. ``session.info["roster_waiting"]`` tells whoever commits to
    wake the worker. Raises RosterError for one that was applied."""
    job = session.get(RosterJob, number, with_for_update=True)
    if job is not None and job.state in RUNNING:
        return
    if job is not None and job.state is JobState.DONE:
        raise RosterError(DONE_ALREADY)
    try:
        with session.begin_nested():
            job = job or RosterJob(import_id=number)
            job.state, job.seen, job.confirm_leavers = JobState.QUEUED, seen, confirm_leavers
            job.actor_id, job.queued_at, job.leased_until, job.ended_at = actor_id, now, None, None
            job.done, job.total, job.tries, job.sentence = 0, lines, 0, ""
            session.add(job)
    except IntegrityError:
        return  # the second of two clicks: the first one's word stands
    session.info["roster_waiting"] = True


def job_done(session: Session, *, number: int, now: datetime) -> None:
    """Note that an import was applied, whoever did it, if anybody waits for that."""
    session.execute(
        update(RosterJob)
        .where(RosterJob.import_id == number)
        .values(state=JobState.DONE, done=RosterJob.total, ended_at=now, sentence="")
        .execution_options(synchronize_session=False)
    )


def give_up(session: Session, *, number: int, sentence: str, now: datetime) -> None:
    """Note why an import was not applied."""
    session.execute(
        update(RosterJob)
        .where(RosterJob.import_id == number, RosterJob.state.in_(RUNNING))
        .values(state=JobState.FAILED, sentence=sentence[:LONGEST_SENTENCE], ended_at=now)
        .execution_options(synchronize_session=False)
    )
