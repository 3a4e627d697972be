"""Reads of roster imports: the list of them, one of them, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from elearn.models import (
    Fate,
    ImportJob,
    ImportKind,
    ImportState,
    Person,
    RosterChange,
    RosterImport,
)
from elearn.operations.import_jobs import JOB_COLUMNS, JobRow, is_job_of, job_row


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as lists show it. ``by`` is who brought it in, empty for a command. Read with a
    single import only: ``content``, the file until it is applied, and ``job``, if it was given to
    the worker."""

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
class ChangeRow:
    """What an import did to one person, without number and words where the person was erased
    since; ``key`` is where the next page goes on."""

    key: int
    line: int | None
    fate: Fate
    name: str
    staff_number: str
    words: tuple[str, ...]


def imports_of(session: Session, agency_id: int, *, most: int) -> list[ImportRow]:
    """The agency's imports that were applied, undone ones too, the latest first."""
    statement = (
        _import_rows()
        .where(RosterImport.agency_id == agency_id, RosterImport.state != ImportState.PREVIEWED)
        .order_by(RosterImport.applied_at.desc(), RosterImport.id.desc())
        .limit(most)
    )
    return [_import_row(row) for row in session.execute(statement)]


def import_of(session: Session, agency_id: int, number: int) -> ImportRow | None:
    """One import of the agency, whatever its state."""
    statement = (
        _import_rows()
        .add_columns(RosterImport.content, *JOB_COLUMNS)
        .outerjoin(ImportJob, is_job_of(ImportKind.ROSTER, RosterImport.id))
        .where(RosterImport.agency_id == agency_id, RosterImport.id == number)
    )
    row = session.execute(statement).one_or_none()
    return _import_row(row) if row else None


def changes_of(session: Session, number: int, *, after: int, most: int) -> list[ChangeRow]:
    """What an applied import did, in the order in which it was shown, from past ``after`` on."""
    statement = (
        select(
            RosterChange.id,
            RosterChange.line,
            RosterChange.fate,
            Person.full_name,
            RosterChange.after,
        )
        .join(Person, Person.id == RosterChange.person_id)
        .where(RosterChange.import_id == number, RosterChange.id > after)
        .order_by(RosterChange.id)
        .limit(most)
    )
    return [
        ChangeRow(key, line, fate, name, now.get("number", ""), tuple(now.get("words", ())))
        for key, line, fate, name, now in session.execute(statement)
    ]


def _import_rows() -> Select[Any]:
    return select(
        RosterImport.id,
        RosterImport.state,
        RosterImport.filename,
        RosterImport.counts,
        RosterImport.created_at,
        RosterImport.applied_at,
        RosterImport.undone_at,
        Person.full_name,
    ).outerjoin(Person, Person.id == RosterImport.created_by_id)


def _import_row(row: Sequence[Any]) -> ImportRow:
    number, state, filename, counts, created_at, applied_at, undone_at, by, *more = row
    content, *job = more or (None,)
    facts = (number, state, filename, counts, created_at, applied_at, undone_at, by or "")
    return ImportRow(*facts, content=content, job=job_row(job))
