"""A run that is about to change: one change at a time, and why it may not be."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn.models import Audit, AuditRun, AuditState
from elearn.operations.trail import note

NOT_THERE = "There is no such audit."
CANCELLED = "This audit was cancelled. Open another one."
FROZEN = "This audit is frozen, and a frozen edition is never changed."
NOT_FROZEN = "Freeze the audit first."
NOT_COLLECTING = "Nothing is being collected for this audit."


class RunError(ValueError):
    """A run cannot be changed so; the message says what to do."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when."""

    person_id: int | None
    now: datetime
    today: date


def hold(session: Session, audit_id: int) -> tuple[Audit, AuditRun]:
    """An audit and its run, read anew and kept from others until the transaction ends. An audit
    that came about without a run is given one. Raises RunError where there is none."""
    audit = session.get(Audit, audit_id, with_for_update=True, populate_existing=True)
    if audit is None:
        raise RunError(NOT_THERE)
    run = session.get(AuditRun, audit_id, populate_existing=True)
    if run is None:
        run = AuditRun(audit_id=audit_id, cause="")
        session.add(run)
        session.flush()
    return audit, run


def hold_unfrozen(session: Session, audit_id: int) -> tuple[Audit, AuditRun]:
    """The same, of an audit that may still change. Raises RunError of any other."""
    audit, run = hold(session, audit_id)
    if run.cancelled_at is not None:
        raise RunError(CANCELLED)
    if audit.frozen_at is not None:
        raise RunError(FROZEN)
    return audit, run


def hold_collecting(session: Session, audit_id: int) -> tuple[Audit, AuditRun]:
    """The same, of an audit for which agencies are asked. Raises RunError of any other."""
    audit, run = hold_unfrozen(session, audit_id)
    if audit.state is not AuditState.COLLECTING:
        raise RunError(NOT_COLLECTING)
    return audit, run


def tell(
    session: Session, action: str, audit_id: int, by: By, detail: dict[str, Any] | None = None
) -> None:
    """One entry of the trail about an audit."""
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="audit",
        subject_id=audit_id,
        detail=detail,
        now=by.now,
    )
