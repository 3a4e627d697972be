"""Reads of files of referral totals: those applied, one of them and what it wrote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import ImportJob, ImportKind, ImportState, Person, ReferralImport
from elearn.operations.import_jobs import JOB_COLUMNS, JobRow, is_job_of, job_row


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as pages show it; ``by`` is empty where nobody's name is kept. ``content`` is kept
    until it is applied; ``job`` is read with a single import only."""

    number: int
    filename: str
    counts: dict[str, Any]
    applied_at: datetime | None
    undone_at: datetime | None
    content: bytes | None
    changed: Sequence[dict[str, Any]]
    by: str
    job: JobRow | None = None


_ROWS = select(
    ReferralImport.id,
    ReferralImport.filename,
    ReferralImport.counts,
    ReferralImport.applied_at,
    ReferralImport.undone_at,
    ReferralImport.content,
    ReferralImport.changed,
    func.coalesce(Person.full_name, ""),
).outerjoin(Person, Person.id == ReferralImport.created_by_id)


def applied(session: Session, *, most: int) -> list[ImportRow]:
    """The imports that were applied, undone ones too, the latest first."""
    statement = (
        _ROWS.where(ReferralImport.state != ImportState.PREVIEWED)
        .order_by(ReferralImport.applied_at.desc(), ReferralImport.id.desc())
        .limit(most)
    )
    return [ImportRow(*row) for row in session.execute(statement)]


def import_of(session: Session, number: int) -> ImportRow | None:
    """One import, whatever its state."""
    statement = (
        _ROWS.add_columns(*JOB_COLUMNS)
        .outerjoin(ImportJob, is_job_of(ImportKind.REFERRALS, ReferralImport.id))
        .where(ReferralImport.id == number)
    )
    row = session.execute(statement).one_or_none()
    return replace(ImportRow(*row[:8]), job=job_row(row[8:])) if row else None
