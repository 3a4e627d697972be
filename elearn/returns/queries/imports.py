"""Reads of files of headcounts: the list of those applied, one of them and what it wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from elearn.models import HeadcountImport, ImportJob, ImportKind, ImportState, Person
from elearn.operations.import_jobs import JOB_COLUMNS, JobRow, is_job_of, job_row


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as lists show it; ``by`` is empty where nobody's name is kept. ``content``,
    ``grade``, ``changed`` and ``job`` are read with a single import only."""

    number: int
    filename: str
    counts: dict[str, Any]
    applied_at: datetime | None
    undone_at: datetime | None
    by: str
    grade: str = ""
    content: bytes | None = None
    changed: Sequence[dict[str, Any]] = ()
    job: JobRow | None = None


def imports_of(session: Session, agency_id: int, *, most: int) -> list[ImportRow]:
    """The agency's imports that were applied, undone ones too, the latest first."""
    statement = (
        _rows(agency_id)
        .where(HeadcountImport.state != ImportState.PREVIEWED)
        .order_by(HeadcountImport.applied_at.desc(), HeadcountImport.id.desc())
        .limit(most)
    )
    return [_row(*row) for row in session.execute(statement)]


def import_of(session: Session, agency_id: int, number: int) -> ImportRow | None:
    """One import of the agency, whatever its state."""
    statement = (
        _rows(agency_id)
        .add_columns(HeadcountImport.grade, HeadcountImport.content, HeadcountImport.changed)
        .add_columns(*JOB_COLUMNS)
        .outerjoin(ImportJob, is_job_of(ImportKind.HEADCOUNTS, HeadcountImport.id))
        .where(HeadcountImport.id == number)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    facts, (grade, content, changed), job = row[:6], row[6:9], job_row(row[9:])
    return _row(*facts, grade=grade.value, content=content, changed=changed, job=job)


def _rows(agency_id: int) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            HeadcountImport.id,
            HeadcountImport.filename,
            HeadcountImport.counts,
            HeadcountImport.applied_at,
            HeadcountImport.undone_at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == HeadcountImport.created_by_id)
        .where(HeadcountImport.agency_id == agency_id)
    )
    return statement


def _row(
    number: int,
    filename: str,
    counts: dict[str, Any],
    applied_at: datetime | None,
    undone_at: datetime | None,
    by: str | None,
    **more: Any,
) -> ImportRow:
    return ImportRow(number, filename, counts, applied_at, undone_at, by or "", **more)
