"""Freezing a run here or in the background, publishing it, restating it, or giving it up."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.audit.actions.freeze import begin, count_for, seal
from elearn.audit.queries.facts import Counted
from elearn.audit.run import queries
from elearn.audit.run.actions.held import (
    CANCELLED,
    NOT_FROZEN,
    By,
    RunError,
    hold,
    hold_unfrozen,
    tell,
)
from elearn.domain.audit_scope import AuditScope
from elearn.domain.coverage import RuleSet
from elearn.models import Audit, AuditJob, AuditJobKind, AuditRun, AuditState, JobState

AHEAD = "The census date lies ahead. Freeze the audit on that day or later."
BEING_FROZEN = "This audit is being frozen. Wait until that is done."
SAY_WHY = "Say why the edition is restated."
FREEZE, RECOUNT = AuditJobKind.FREEZE, AuditJobKind.RECOUNT
STEPS = {AuditJobKind.FREEZE: 3, AuditJobKind.RECOUNT: 2}
RUNNING = (JobState.QUEUED, JobState.WORKING)


def freeze_now(session: Session, *, audit_id: int, by: By, counted: Counted | None = None) -> bool:
    """Freeze a run, with what was ``counted`` at ``by.now`` or else by counting here. False where
    it is frozen already: of two who freeze at once one does. Raises RunError for one that cannot
    be."""
    audit, run = hold(session, audit_id)
    if audit.frozen_at is not None:
        job_done(session, audit_id, AuditJobKind.FREEZE, by)
        return False
    _check(audit, run, by)
    seal(session, audit, counted or count_for(session, audit_id), now=by.now, by=by.person_id)
    job_done(session, audit_id, AuditJobKind.FREEZE, by)
    return True


def _check(audit: Audit, run: AuditRun, by: By) -> None:
    if run.cancelled_at is not None:
        raise RunError(CANCELLED)
    if audit.as_of > by.today:
        raise RunError(AHEAD)


def ask_for(session: Session, *, audit_id: int, kind: AuditJobKind, by: By) -> bool:
    """Have an audit frozen, or counted again, by the worker; False where that is being done or
    where it is frozen already. ``session.info["audits_waiting"]`` tells whoever commits to wake
    the worker."""
    audit, run = hold(session, audit_id)
    if kind is AuditJobKind.FREEZE:
        if audit.frozen_at is not None:
            return False
        _check(audit, run, by)
    elif audit.frozen_at is None:
        raise RunError(NOT_FROZEN)
    job = session.get(AuditJob, (audit_id, kind), with_for_update=True, populate_existing=True)
    if job is not None and job.state in RUNNING and not _is_stuck(job, by):
        return False
    try:
        with session.begin_nested():
            job = job or AuditJob(audit_id=audit_id, kind=kind)
            job.state, job.actor_id, job.asked_at = JobState.QUEUED, by.person_id, by.now
            job.done, job.total, job.tries, job.sentence = 0, STEPS[kind], 0, ""
            job.found, job.leased_until, job.ended_at = None, None, None
            session.add(job)
    except IntegrityError:
        return False  # the second of two clicks: the first one's word stands
    session.info["audits_waiting"] = True
    return True


def _is_stuck(job: AuditJob, by: By) -> bool:
    """Whether whoever worked on it has not been heard of for the whole of their lease."""
    return job.leased_until is not None and job.leased_until <= by.now


def job_done(session: Session, audit_id: int, kind: AuditJobKind, by: By) -> None:
    """Note that work was done, whoever did it, if anybody waits for it."""
    session.execute(
        update(AuditJob)
        .where(AuditJob.audit_id == audit_id, AuditJob.kind == kind)
        .values(state=JobState.DONE, done=AuditJob.total, ended_at=by.now, sentence="")
        .execution_options(synchronize_session=False)
    )


def publish(session: Session, *, audit_id: int, by: By) -> bool:
    """Say that an edition is what the partnership goes by; False where that was said before.
    Raises RunError for one that is not frozen, or was restated."""
    audit, run = hold(session, audit_id)
    if audit.state is AuditState.PUBLISHED:
        return False
    if audit.state is not AuditState.FROZEN:
        raise RunError(NOT_FROZEN)
    audit.state, run.published_at = AuditState.PUBLISHED, by.now
    session.flush()
    tell(session, "audit.published", audit_id, by, {"sha256": audit.digest})
    return True


def restate(session: Session, *, audit_id: int, cause: str, by: By) -> int:
    """Open the edition that takes the place of a frozen one: the same census date, scope and rules,
    counted anew from the record of now. The number of it; asking twice gives the same. The old
    one stays as it is, and says that it was restated once the new one is frozen."""
    former, _ = hold(session, audit_id)
    begun = queries.run(session, audit_id)
    if begun and begun.successor:
        return begun.successor
    if former.state not in (AuditState.FROZEN, AuditState.PUBLISHED):
        raise RunError(NOT_FROZEN)
    if not cause:
        raise RunError(SAY_WHY)
    number = former.manifest["edition"] + 1
    audit = begin(
        session,
        name=f"{former.name.removesuffix(f' (edition {number - 1})')} (edition {number})",
        as_of=former.as_of,
        now=by.now,
        by=by.person_id,
        rules=RuleSet.from_dict(former.rules),
        scope=AuditScope.from_dict(former.scope),
    )
    audit.seed = former.seed
    session.add(AuditRun(audit_id=audit.id, restates_id=audit_id, cause=cause))
    session.flush()
    tell(session, "audit.restating", audit_id, by, {"by": audit.id})
    return audit.id


def cancel(session: Session, *, audit_id: int, by: By) -> bool:
    """Give up a run that was opened by mistake; False where that was done before. It stays in the
    trail. Raises RunError for one that is frozen, or being frozen."""
    _, run = hold(session, audit_id)
    if run.cancelled_at is not None:
        return False
    hold_unfrozen(session, audit_id)
    job = session.get(AuditJob, (audit_id, AuditJobKind.FREEZE), populate_existing=True)
    if job is not None and job.state in RUNNING and not _is_stuck(job, by):
        raise RunError(BEING_FROZEN)
    run.cancelled_at = by.now
    session.flush()
    tell(session, "audit.cancelled", audit_id, by)
    return True
