"""Training done elsewhere: outside courses and what they count for, certificates that people send
in, imports of completions, and what was accepted of each."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of
from elearn.models.rosters import ImportState
from elearn.models.training import Grade


class EquivalenceState(StrEnum):
    """An equivalence that is approved later for the same course and module takes the place of the
    one before it, which is then replaced."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class FileState(StrEnum):
    """``withdrawn`` by the person themselves; ``undone`` where an approval was taken back."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


class OutsideCourse(Base):
    """A course of somebody else. ``key`` is its name as names are compared; ``content_date`` is the
    day its content is as of, where that is known."""

    __tablename__ = "outside_course"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    provider: Mapped[str] = mapped_column(String(200))
    content_date: Mapped[date | None]
    created_at: Mapped[datetime]


class Equivalence(Base):
    """What a course counts for towards a module. ``topics`` is ``[[topic, level], ...]``: what the
    course teaches and at which level; ``asks_quiz`` says that its holders pass the module's quiz
    besides. Rows are the history: only the decision, and the end, are filled in later."""

    __tablename__ = "equivalence"
    __table_args__ = (
        CheckConstraint("valid_months > 0", name="valid_for_a_time"),
        Index(None, "module_id", "state"),
        Index(
            "uq_equivalence_in_force",
            "course_id",
            "module_id",
            unique=True,
            sqlite_where=text("state = 'approved'"),
            postgresql_where=text("state = 'approved'"),
        ),
    )

    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("outside_course.id"), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    topics: Mapped[list[Any]]
    valid_months: Mapped[int]
    asks_quiz: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(1000))
    state: Mapped[EquivalenceState] = mapped_column(enum_of(EquivalenceState))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(String(1000), default="")
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str] = mapped_column(String(1000), default="")


class EvidenceFile(Base):
    """A certificate somebody sent in. ``content`` is the file as it was made clean when it came,
    empty once it is no longer kept; ``course_name`` and ``provider`` are what the person typed.

    ``decided_by_id`` is a plain number, as in the trail: what is held on somebody who decides does
    not include other people's certificates."""

    __tablename__ = "evidence_file"
    __table_args__ = (Index(None, "person_id", "state"),)

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("outside_course.id"))
    course_name: Mapped[str] = mapped_column(String(200))
    provider: Mapped[str] = mapped_column(String(200))
    done_on: Mapped[date]
    mime: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[FileState] = mapped_column(enum_of(FileState))
    sent_at: Mapped[datetime]
    decided_by_id: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")


class CompletionImport(Base):
    """A file of training done elsewhere, brought in for one agency. ``digest`` is the SHA-256 of
    its bytes; the file itself is kept only until it is applied."""

    __tablename__ = "completion_import"
    __table_args__ = (Index(None, "agency_id", "applied_at"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[ImportState] = mapped_column(enum_of(ImportState))
    filename: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None]
    counts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class OutsideTraining(Base):
    """An outside course that somebody has done, accepted as evidence for one module under the
    equivalence then in force. Where topics of the module are missing there is no completion until
    the person has passed a short quiz on them. ``ended_on`` where the evidence was taken back."""

    __tablename__ = "outside_training"
    __table_args__ = (
        Index(
            "uq_outside_training_standing",
            "person_id",
            "course_id",
            "module_id",
            "done_on",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("outside_course.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    equivalence_id: Mapped[int] = mapped_column(ForeignKey("equivalence.id"))
    done_on: Mapped[date]
    grade: Mapped[Grade] = mapped_column(enum_of(Grade))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_file.id"), index=True)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("completion_import.id"), index=True)
    completion_id: Mapped[int | None] = mapped_column(ForeignKey("completion.id"), index=True)
    recorded_at: Mapped[datetime]
    ended_on: Mapped[date | None]


class ImportedLine(Base):
    """What one line of an applied import put on record: a completion, an outside course, or the
    course and with it the completion. ``evidence`` is what the file said of it."""

    __tablename__ = "imported_line"

    id: Mapped[Id]
    import_id: Mapped[int] = mapped_column(ForeignKey("completion_import.id"), index=True)
    line: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    done_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(120))
    completion_id: Mapped[int | None] = mapped_column(ForeignKey("completion.id"), index=True)
    training_id: Mapped[int | None] = mapped_column(ForeignKey("outside_training.id"), index=True)
