"""Work that waits, is under way or failed: imports and audits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import AuditJob, ImportJob, ImportKind, JobState


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import given to the worker."""

    kind: ImportKind
    number: int
    state: JobState
    done: int
    total: int
    tries: int
    sentence: str
    queued_at: datetime


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit given to the worker."""

    audit_id: int
    state: JobState
    done: int
    total: int
    sentence: str
    queued_at: datetime


_IMPORT = (
    ImportJob.kind,
    ImportJob.number,
    ImportJob.state,
    ImportJob.done,
    ImportJob.total,
    ImportJob.tries,
    ImportJob.sentence,
    ImportJob.queued_at,
)


def imports(session: Session, *, limit: int) -> Sequence[ImportRow]:
    """Imports that wait, run or failed, the newest first."""
    statement = (
        select(*_IMPORT)
        .where(ImportJob.state != JobState.DONE)
        .order_by(ImportJob.queued_at.desc(), ImportJob.kind, ImportJob.number.desc())
        .limit(limit)
    )
    return [ImportRow(*row) for row in session.execute(statement)]


def audits(session: Session, *, limit: int) -> Sequence[AuditRow]:
    """Audits that wait to be counted, are being counted or failed, the newest first."""
    statement = (
        select(
            AuditJob.audit_id,
            AuditJob.state,
            AuditJob.done,
            AuditJob.total,
            AuditJob.sentence,
            AuditJob.asked_at,
        )
        .where(AuditJob.state != JobState.DONE)
        .order_by(AuditJob.asked_at.desc(), AuditJob.audit_id.desc())
        .limit(limit)
    )
    return [AuditRow(*row) for row in session.execute(statement)]


def import_kind(value: str) -> ImportKind | None:
    """The kind of import of a word in an address, or None for any other word."""
    return next((kind for kind in ImportKind if kind.value == value), None)


def one_import(session: Session, kind: ImportKind, number: int) -> ImportRow | None:
    """One import that failed; None for any other."""
    row = session.execute(
        select(*_IMPORT).where(
            ImportJob.kind == kind, ImportJob.number == number, ImportJob.state == JobState.FAILED
        )
    ).first()
    return ImportRow(*row) if row else None
