"""What waits for a lead besides training that is due: one statement, counts only."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.agency.queries.standings import View, working
from elearn.models import (
    AssessmentState,
    Audit,
    AuditAct,
    AuditActKind,
    AuditRequest,
    AuditRun,
    AuditState,
    Contact,
    EvidenceFile,
    FileState,
    Headcount,
    Letter,
    LetterState,
    Posting,
    SelfAssessment,
)

REFUSED_WITHIN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """``certificates`` sent in and not decided; ``refused`` people whose letters came back within
    thirty days; ``contacts`` of the agency's own that are missing, unchecked or stale;
    ``counted_on`` of the oldest headcount in use, None where there is none; ``signed`` whether this
    year's self-assessment is; ``audit_by`` when an audit wants the
    agency's answer, None where it asks for nothing or was signed."""

    certificates: int = 0
    refused: int = 0
    contacts: int = 0
    counted_on: date | None = None
    signed: bool = True
    audit_by: date | None = None


def waiting(session: Session, view: View) -> Waiting:
    """What waits in a view. Where it is not the whole agency only the letters are counted: the
    rest is settled by whoever leads all of it."""
    if not view.scope.covers_agency(view.agency_id):
        return Waiting(refused=session.scalar(_refused(view)) or 0)
    parts = (
        _certificates(view),
        _refused(view),
        _contacts(view),
        _counted_on(view),
        _signed(view),
        _audit_by(view),
    )
    row = session.execute(select(*(part.scalar_subquery() for part in parts))).one()
    return Waiting(row[0], row[1], row[2], row[3], bool(row[4]), row[5])


def _certificates(view: View) -> Select[int]:
    return select(func.count()).where(
        EvidenceFile.state == FileState.WAITING,
        exists().where(working(view), Posting.person_id == EvidenceFile.person_id),
    )


def _refused(view: View) -> Select[int]:
    """People at work in the view whose latest letters were refused for good."""
    since = datetime.combine(view.on - timedelta(days=REFUSED_WITHIN_DAYS), time(), UTC)
    return select(func.count(Letter.person_id.distinct())).where(
        Letter.state == LetterState.FAILED,
        Letter.created_at >= since,
        exists().where(working(view), Posting.person_id == Letter.person_id),
    )


def _contacts(view: View) -> Select[int]:
    """The partnership's local contacts for which the agency has nothing that learners may see."""
    own = aliased(Contact)
    ready = exists().where(
        own.agency_id == view.agency_id,
        own.key == Contact.key,
        own.verified_on.is_not(None),
        own.review_by > view.on,
        or_(own.number.is_not(None), own.url.is_not(None)),
    )
    return select(func.count()).where(
        Contact.agency_id.is_(None), Contact.key.startswith("local-"), ~ready
    )


def _counted_on(view: View) -> Select[Any]:
    latest = (
        select(func.max(Headcount.as_at).label("as_at"))
        .where(Headcount.agency_id == view.agency_id)
        .group_by(Headcount.role_id)
        .subquery()
    )
    return select(func.min(latest.c.as_at))


def _signed(view: View) -> Select[int]:
    return select(func.count()).where(
        SelfAssessment.agency_id == view.agency_id,
        SelfAssessment.year == view.on.year,
        SelfAssessment.state == AssessmentState.SIGNED,
    )


def _audit_by(view: View) -> Select[Any]:
    """The first day on which an audit that is collecting wants what the agency has not signed."""
    signed = exists().where(
        AuditAct.audit_id == AuditRun.audit_id,
        AuditAct.agency_id == view.agency_id,
        AuditAct.kind == AuditActKind.SIGN,
    )
    return (
        select(func.min(AuditRun.return_by))
        .join(Audit, Audit.id == AuditRun.audit_id)
        .join(AuditRequest, AuditRequest.audit_id == AuditRun.audit_id)
        .where(
            AuditRequest.agency_id == view.agency_id,
            Audit.state == AuditState.COLLECTING,
            AuditRun.cancelled_at.is_(None),
            ~signed,
        )
    )
