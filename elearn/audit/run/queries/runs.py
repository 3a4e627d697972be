"""Reads runs: what each is, and what is done about it in the background."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from elearn.audit.run.facts import Job, Run
from elearn.domain.audit_scope import AuditScope
from elearn.models import Audit, AuditJob, AuditJobKind, AuditRequest, AuditRun, AuditState, Person

UNFROZEN = (AuditState.OPEN, AuditState.COLLECTING)
MOST_UNDER_WAY = 50
LATER = aliased(AuditRun)
COLUMNS = (
    Audit.id,
    Audit.name,
    Audit.as_of,
    Audit.state,
    Audit.scope,
    Audit.created_at,
    func.coalesce(Person.full_name, ""),
    Audit.frozen_at,
    Audit.digest,
    AuditRun.return_by,
    AuditRun.collecting_since,
    AuditRun.published_at,
    AuditRun.cancelled_at,
    AuditRun.restates_id,
    func.coalesce(AuditRun.cause, ""),
    select(func.max(LATER.audit_id))
    .where(LATER.restates_id == Audit.id, LATER.cancelled_at.is_(None))
    .correlate(Audit)
    .scalar_subquery(),
)


def run(session: Session, audit_id: int) -> Run | None:
    """The run of that number."""
    row = session.execute(_runs().where(Audit.id == audit_id)).one_or_none()
    return _run(*row) if row else None


def under_way(session: Session) -> list[Run]:
    """The runs that are neither frozen nor cancelled, the next to be frozen first."""
    statement = (
        _runs()
        .where(Audit.state.in_(UNFROZEN), AuditRun.cancelled_at.is_(None))
        .order_by(Audit.as_of, Audit.id)
        .limit(MOST_UNDER_WAY)
    )
    return [_run(*row) for row in session.execute(statement)]


def asked_of(session: Session, agency_id: int) -> list[Run]:
    """The runs that ask something of an agency now, the most urgent first."""
    statement = (
        _runs()
        .join(AuditRequest, AuditRequest.audit_id == Audit.id)
        .where(
            AuditRequest.agency_id == agency_id,
            Audit.state == AuditState.COLLECTING,
            AuditRun.cancelled_at.is_(None),
        )
        .order_by(AuditRun.return_by, Audit.id)
    )
    return [_run(*row) for row in session.execute(statement)]


def last_answered(session: Session, agency_id: int) -> Run | None:
    """The last run that an agency was asked for and that is frozen."""
    statement = (
        _runs()
        .join(AuditRequest, AuditRequest.audit_id == Audit.id)
        .where(AuditRequest.agency_id == agency_id, Audit.frozen_at.is_not(None))
        .order_by(Audit.frozen_at.desc(), Audit.id.desc())
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    return _run(*row) if row else None


def _runs() -> Select[Any]:
    return (
        select(*COLUMNS)
        .outerjoin(AuditRun, AuditRun.audit_id == Audit.id)
        .outerjoin(Person, Person.id == Audit.created_by_id)
    )


def _run(*row: Any) -> Run:
    number, name, as_of, state, scope, *rest = row
    return Run(number, name, as_of, state.value, AuditScope.from_dict(scope), *rest)


def jobs(session: Session, audit_id: int) -> dict[str, Job]:
    """What is done, or was done, about an audit in the background, by kind."""
    statement = select(
        AuditJob.kind,
        AuditJob.state,
        AuditJob.done,
        AuditJob.total,
        AuditJob.sentence,
        AuditJob.asked_at,
        AuditJob.ended_at,
        AuditJob.found,
    ).where(AuditJob.audit_id == audit_id)
    return {
        kind.value: Job(kind.value, state.value, *rest)
        for kind, state, *rest in session.execute(statement)
    }


def freezing(session: Session, audit_id: int) -> Job | None:
    """The work of freezing an audit, if it was given to the worker."""
    return jobs(session, audit_id).get(AuditJobKind.FREEZE.value)
