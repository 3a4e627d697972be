"""Reads of imports of training done elsewhere: the list of them, one of them, what it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, false, func, select, true
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.models import (
    CompletionImport,
    ImportedLine,
    ImportJob,
    ImportKind,
    ImportState,
    Module,
    Person,
    StaffNumber,
)
from elearn.operations.import_jobs import JOB_COLUMNS, JobRow, is_job_of, job_row


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as lists show it. ``by`` is who brought it in, empty for a command; ``content`` is
    the file until it is applied, and ``job``, if it was given to the worker, are read with a
    single import only."""

    number: int
    state: ImportState
    filename: str
    counts: dict[str, Any]
    created_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None
    by: str
    content: bytes | None = None
    job: JobRow | None = None


@dataclass(frozen=True, slots=True)
class DoneRow:
    """What an import put on record; ``key`` is where the next page goes on. ``is_complete`` where
    it completed the module at once."""

    key: int
    line: int
    name: str
    staff_number: str
    code: str
    title: str
    done_on: date
    evidence: str
    is_complete: bool


def imports_of(
    session: Session, scope: AgencyScope, agency_id: int, *, most: int
) -> list[ImportRow]:
    """The agency's imports that were applied, undone ones too, the latest first."""
    statement = (
        _import_rows(scope, agency_id)
        .where(CompletionImport.state != ImportState.PREVIEWED)
        .order_by(CompletionImport.applied_at.desc(), CompletionImport.id.desc())
        .limit(most)
    )
    return [_import_row(row) for row in session.execute(statement)]


def import_of(
    session: Session, scope: AgencyScope, agency_id: int, number: int
) -> ImportRow | None:
    """One import of the agency, whatever its state."""
    statement = (
        _import_rows(scope, agency_id)
        .add_columns(CompletionImport.content, *JOB_COLUMNS)
        .outerjoin(ImportJob, is_job_of(ImportKind.COMPLETIONS, CompletionImport.id))
        .where(CompletionImport.id == number)
    )
    row = session.execute(statement).one_or_none()
    return _import_row(row) if row else None


def lines_of(
    session: Session, scope: AgencyScope, agency_id: int, number: int, *, after: int, most: int
) -> list[DoneRow]:
    """What an applied import of the agency put on record, line by line, from past ``after`` on."""
    of_person = select(func.min(StaffNumber.value)).where(
        StaffNumber.person_id == Person.id, StaffNumber.agency_id == agency_id
    )
    staff_number = of_person.correlate(Person).scalar_subquery()
    statement = (
        select(
            ImportedLine.id,
            ImportedLine.line,
            Person.full_name,
            func.coalesce(staff_number, ""),
            Module.code,
            Module.title,
            ImportedLine.done_on,
            ImportedLine.evidence,
            ImportedLine.completion_id.is_not(None),
        )
        .join(CompletionImport, CompletionImport.id == ImportedLine.import_id)
        .join(Person, Person.id == ImportedLine.person_id)
        .join(Module, Module.id == ImportedLine.module_id)
        .where(
            ImportedLine.import_id == number,
            ImportedLine.id > after,
            _in_reach(scope, agency_id),
        )
        .order_by(ImportedLine.id)
        .limit(most)
    )
    return [DoneRow(*row) for row in session.execute(statement)]


def _in_reach(scope: AgencyScope, agency_id: int) -> Any:
    """Imports are the whole agency's: within the scope of a team there are none."""
    whole = true() if scope.covers_agency(agency_id) else false()
    return and_(CompletionImport.agency_id == agency_id, whole)


def _import_rows(scope: AgencyScope, agency_id: int) -> Select[Any]:
    return (
        select(
            CompletionImport.id,
            CompletionImport.state,
            CompletionImport.filename,
            CompletionImport.counts,
            CompletionImport.created_at,
            CompletionImport.applied_at,
            CompletionImport.undone_at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == CompletionImport.created_by_id)
        .where(_in_reach(scope, agency_id))
    )


def _import_row(row: Sequence[Any]) -> ImportRow:
    number, state, filename, counts, created_at, applied_at, undone_at, by, *more = row
    content, *job = more or (None,)
    facts = (number, state, filename, counts, created_at, applied_at, undone_at, by or "")
    return ImportRow(*facts, content=content, job=job_row(job))
