"""Work that waits, is under way or failed: imports and audits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, and_, cast, literal, or_, select, union_all
from sqlalchemy.orm import Session

from elearn.admin.queries.trail import as_number
from elearn.models import AuditJob, AuditJobKind, ImportJob, ImportKind, JobState

AUDIT = "audit-"
KINDS = frozenset({*ImportKind, *(f"{AUDIT}{kind}" for kind in AuditJobKind)})
PARTS = 3  # of a place: when, what, which


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
class WorkRow:
    """An import or an audit given to the worker and not done. ``kind`` says which: that of an
    import, or what is done to an audit after ``audit-``."""

    kind: str
    number: int
    state: JobState
    done: int
    total: int
    sentence: str
    queued_at: datetime

    @property
    def id(self) -> str:
        """Where the list goes on after this row."""
        return f"{self.queued_at.isoformat()}_{self.kind}_{self.number}"

    @property
    def is_audit(self) -> bool:
        return self.kind.startswith(AUDIT)


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in the list."""

    queued_at: datetime
    kind: str
    number: int


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


def unfinished(session: Session, *, before: Place | None, limit: int) -> Sequence[WorkRow]:
    """Imports and audits that wait, run or failed, the newest first. ``before`` is the last of the
    page before."""
    work = union_all(
        select(
            cast(ImportJob.kind, String).label("kind"),
            ImportJob.number.label("number"),
            *(ImportJob.state, ImportJob.done, ImportJob.total, ImportJob.sentence),
            ImportJob.queued_at.label("queued_at"),
        ).where(ImportJob.state != JobState.DONE),
        select(
            literal(AUDIT).concat(cast(AuditJob.kind, String)),
            AuditJob.audit_id,
            *(AuditJob.state, AuditJob.done, AuditJob.total, AuditJob.sentence),
            AuditJob.asked_at,
        ).where(AuditJob.state != JobState.DONE),
    ).subquery("work")
    at, kind, number = work.c.queued_at, work.c.kind, work.c.number
    statement = select(work).order_by(at.desc(), kind, number.desc()).limit(limit)
    if before:
        statement = statement.where(
            or_(
                at < before.queued_at,
                and_(at == before.queued_at, kind > before.kind),
                and_(at == before.queued_at, kind == before.kind, number < before.number),
            )
        )
    return [WorkRow(*row) for row in session.execute(statement)]


def place_of(text: str) -> Place | None:
    """The place that ``WorkRow.id`` wrote into an address; None for anything else."""
    parts = text.split("_")
    if len(parts) != PARTS or parts[1] not in KINDS:
        return None
    number = as_number(parts[2])
    try:
        at = datetime.fromisoformat(parts[0])
    except ValueError:
        return None
    return Place(at, parts[1], number) if number and at.tzinfo else None


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
