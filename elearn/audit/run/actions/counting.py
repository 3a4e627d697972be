"""Counting an edition's day again, and keeping what that gave."""

from typing import Any

from sqlalchemy.orm import Session

from elearn.audit.actions.prove import recompute
from elearn.audit.queries.late import late_facts
from elearn.audit.run.actions.closing import STEPS
from elearn.audit.run.actions.held import NOT_FROZEN, By, RunError, hold, tell
from elearn.audit.why import reasons, said
from elearn.models import Audit, AuditJob, AuditJobKind, JobState

MOST_LINES = 200


def recount(session: Session, audit_id: int) -> dict[str, Any]:
    """How many rows differ when an edition's day is counted again, which, and why. In words
    without numbers: those may be hidden."""
    audit = session.get_one(Audit, audit_id)
    differing = recompute(session, audit_id=audit_id)
    late = late_facts(session, on=audit.as_of, frozen_at=audit.frozen_at or audit.created_at)
    return {
        "rows": len(differing),
        "lines": [said(one, numbers=False) for one in differing[:MOST_LINES]],
        "reasons": list(reasons(late)) if differing else [],
    }


def recount_now(session: Session, *, audit_id: int, by: By) -> None:
    """Count an edition's day again and keep what differs. Raises RunError of one that is not
    frozen."""
    audit, _ = hold(session, audit_id)
    if audit.frozen_at is None:
        raise RunError(NOT_FROZEN)
    keep_recount(session, audit_id=audit_id, found=recount(session, audit_id), by=by)


def keep_recount(session: Session, *, audit_id: int, found: dict[str, Any], by: By) -> None:
    """Keep what counting again gave, in the place of what it gave before."""
    kind = AuditJobKind.RECOUNT
    job = session.get(AuditJob, (audit_id, kind), populate_existing=True)
    if job is None:
        job = AuditJob(audit_id=audit_id, kind=kind, actor_id=by.person_id, asked_at=by.now)
        session.add(job)
    job.state, job.found, job.ended_at, job.sentence = JobState.DONE, found, by.now, ""
    job.done = job.total = STEPS[kind]
    session.flush()
    tell(session, "audit.recounted", audit_id, by, {"rows": found["rows"]})
