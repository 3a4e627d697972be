"""Having a failed import tried again: applying one is all or nothing, so that harms nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.models import ImportJob, ImportKind, JobState
from elearn.operations.trail import note


def try_again(
    session: Session, *, kind: ImportKind, number: int, actor_id: int, now: datetime
) -> bool:
    """Queue a failed import anew, with what was looked at and confirmed the first time. False for
    one that did not fail; one that was asked for again already is left as it is."""
    job = session.get(ImportJob, {"kind": kind, "number": number}, with_for_update=True)
    if job is None or job.state is not JobState.FAILED:
        return False
    job.state, job.tries, job.sentence, job.done = JobState.QUEUED, 0, "", 0
    job.queued_at, job.leased_until, job.ended_at = now, None, None
    session.info["imports_waiting"] = True
    note(
        session,
        action="job.tried-again",
        actor_id=actor_id,
        subject_kind="job",
        subject_id=number,
        detail={"kind": kind.value},
        now=now,
    )
    return True
