"""A lead's word: this list is right, there is nothing to bring in, this is what we have."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.audit.run import queries
from elearn.audit.run.actions.held import By, RunError, hold_collecting, tell
from elearn.audit.run.facts import Asked
from elearn.domain.audit_tasks import TaskKind, may_confirm_people, may_sign, tasks
from elearn.models import AuditAct, AuditActKind

NOT_ASKED = "Your agency is not asked for anything in this audit."
NOTHING_TO_CONFIRM = "Bring in a list of people or enter headcounts first."
NOT_YET = "Sign when everything above is done."
KINDS = {TaskKind.PEOPLE: AuditActKind.PEOPLE, TaskKind.ELSEWHERE: AuditActKind.ELSEWHERE}


def confirm(session: Session, *, audit_id: int, agency_id: int, kind: TaskKind, by: By) -> bool:
    """Confirm the list or headcounts as they stand, or that there is no training to bring in;
    False where that was confirmed before. Raises RunError where there is nothing to confirm."""
    hold_collecting(session, audit_id)
    asked = _asked(session, audit_id, agency_id, by)
    if kind is TaskKind.PEOPLE and not may_confirm_people(asked.record):
        raise RunError(NOTHING_TO_CONFIRM)
    return _write_down(session, audit_id, agency_id, KINDS[kind], by)


def sign(session: Session, *, audit_id: int, agency_id: int, by: By) -> bool:
    """Sign what the agency has given; False where it was signed before. Raises RunError while
    something is still to be done."""
    _, run = hold_collecting(session, audit_id)
    asked = _asked(session, audit_id, agency_id, by)
    if TaskKind.SIGN in asked.record.said:
        return False
    if run.collecting_since is None or not may_sign(
        tasks(asked.record, since=run.collecting_since)
    ):
        raise RunError(NOT_YET)
    return _write_down(session, audit_id, agency_id, AuditActKind.SIGN, by)


def _asked(session: Session, audit_id: int, agency_id: int, by: By) -> Asked:
    found = queries.asked(session, audit_id, today=by.today, now=by.now, agency_id=agency_id)
    if not found:
        raise RunError(NOT_ASKED)
    return found[0]


def _write_down(
    session: Session, audit_id: int, agency_id: int, kind: AuditActKind, by: By
) -> bool:
    said = select(AuditAct.id).where(
        AuditAct.audit_id == audit_id, AuditAct.agency_id == agency_id, AuditAct.kind == kind
    )
    if session.scalar(said) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(
                AuditAct(
                    audit_id=audit_id,
                    agency_id=agency_id,
                    kind=kind,
                    day=by.today,
                    at=by.now,
                    by_id=by.person_id,
                )
            )
    except IntegrityError:
        return False  # the second of two clicks: the first one's word stands
    tell(session, f"audit.answer-{kind.value}", audit_id, by, {"agency": agency_id})
    return True
