"""The training record: what is asked of whom, what was seen, answered and completed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.domain.requirements import Need
from elearn.models.base import Base, Id, enum_of

HOLDS = '("end" IS NULL OR "end" > start)'


class AttemptKind(StrEnum):
    QUIZ = "quiz"
    PRECHECK = "precheck"
    SPACED = "spaced"
    ANCHOR = "anchor"


class Grade(StrEnum):
    """How a completion is evidenced (audit-method C13); E5, a total without names, is no
    completion but a row of ``declared``."""

    HERE = "E1"
    IMPORTED = "E2"
    APPROVED = "E3"
    ATTENDED = "E4"


class Requirement(Base):
    """What a role needs of a module from ``start`` until before ``end``; an agency's own row
    goes before the partnership's and gives its reason. A row whose ``end`` is its ``start`` was
    replaced before it held for a day. ``set_by_id`` is empty for what the curriculum brought."""

    __tablename__ = "requirement"
    __table_args__ = (
        CheckConstraint("agency_id IS NULL OR reason <> ''", name="override_has_reason"),
        CheckConstraint('"end" IS NULL OR "end" >= start', name="dates_in_order"),
        Index(None, "role_id", "module_id"),
        Index(
            "uq_requirement_own",
            "agency_id",
            "role_id",
            "module_id",
            "start",
            unique=True,
            sqlite_where=text(HOLDS),
            postgresql_where=text(HOLDS),
        ),
        Index(
            "uq_requirement_everybody",
            "role_id",
            "module_id",
            "start",
            unique=True,
            sqlite_where=text(f"agency_id IS NULL AND {HOLDS}"),
            postgresql_where=text(f"agency_id IS NULL AND {HOLDS}"),
        ),
    )

    id: Mapped[Id]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("staff_role.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    need: Mapped[Need] = mapped_column(enum_of(Need))
    start: Mapped[date]
    end: Mapped[date | None]
    grace_days: Mapped[int]
    refresh_months: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime | None]


class PageSeen(Base):
    """A page of a version that a learner has gone past. Written when they press Continue."""

    __tablename__ = "page_seen"
    __table_args__ = (UniqueConstraint("person_id", "version_id", "page"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    page: Mapped[str] = mapped_column(String(80))
    seen_at: Mapped[datetime]


class ScenarioChoice(Base):
    """One choice on one walk through a scenario, with its tag (safe, delay, consent error...)."""

    __tablename__ = "scenario_choice"
    __table_args__ = (UniqueConstraint("person_id", "version_id", "page", "walk", "step"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    page: Mapped[str] = mapped_column(String(80))
    walk: Mapped[int]
    step: Mapped[int]
    node: Mapped[str] = mapped_column(String(80))
    choice: Mapped[str] = mapped_column(String(80))
    tag: Mapped[str] = mapped_column(String(40))
    chosen_at: Mapped[datetime]


class Attempt(Base):
    """A try at a quiz. ``draw`` is ``[[item key, [option ids as ordered]], ...]``; together with
    the immutable version it is the questions exactly as they were asked. ``saves`` counts how
    often answers were kept: a page that was drawn before the latest of them is an older one.
    ``language`` is the code of the translation it was asked in, empty for English."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "module_id", "kind", "number"),
        Index(
            "uq_attempt_open",
            "person_id",
            "module_id",
            "kind",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    kind: Mapped[AttemptKind] = mapped_column(enum_of(AttemptKind), default=AttemptKind.QUIZ)
    number: Mapped[int]
    first: Mapped[bool]
    draw: Mapped[list[Any]]
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    score: Mapped[int | None]
    out_of: Mapped[int]
    passed: Mapped[bool | None]
    saves: Mapped[int] = mapped_column(default=0, server_default="0")
    language: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))


class Answer(Base):
    """What was answered to one item of an attempt: the ids chosen, sorted, joined by a comma, or
    ``=`` and the words typed (at most 100 characters; erasing the person takes them away).

    ``correct`` (wholly right) and ``credit`` (the part of its mark it earned, 0 to 1) are empty
    until the attempt is handed in and never change afterwards. Answers marked before there was
    any credit have none: they were right or wrong.

    ``saved_as`` is which of the attempt's saves it came with, ``page_key`` and ``turn`` the page it
    was given on and which of that page's sendings it was (0 from a page without a script)."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("attempt_id", "item_id"),
        CheckConstraint("confidence BETWEEN 1 AND 5", name="confidence_1_to_5"),
        Index(None, "item_id", "answered_at"),
    )

    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    choice: Mapped[str] = mapped_column(String(200))
    confidence: Mapped[int | None]
    correct: Mapped[bool | None]
    credit: Mapped[float | None]
    answered_at: Mapped[datetime]
    saved_as: Mapped[int] = mapped_column(default=0, server_default="0")
    page_key: Mapped[str] = mapped_column(String(24), default="", server_default=text("''"))
    turn: Mapped[int] = mapped_column(default=0, server_default="0")


class Completion(Base):
    """One line of the training record. Rows are added, never changed. ``again`` counts how often
    the same had been put on record, and taken out of it, before."""

    __tablename__ = "completion"
    __table_args__ = (
        UniqueConstraint("person_id", "module_id", "completed_on", "grade", "again"),
        Index(None, "module_id", "completed_on"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("module_version.id"))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"), unique=True)
    completed_on: Mapped[date]
    grade: Mapped[Grade] = mapped_column(enum_of(Grade))
    again: Mapped[int] = mapped_column(default=0, server_default="0")
    source: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime]


class Revocation(Base):
    """Takes a completion out of the reckoning from a day on, and says why."""

    __tablename__ = "revocation"

    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), primary_key=True)
    revoked_on: Mapped[date]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]


class Holding(Base):
    """The latest completion in force of a person and module: written in the transaction that
    records the completion, provable from the events at any time."""

    __tablename__ = "holding"
    __table_args__ = (Index(None, "module_id", "completed_on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"))
    completed_on: Mapped[date]
    grade: Mapped[Grade] = mapped_column(enum_of(Grade))


class Certificate(Base):
    """The public code of one completion."""

    __tablename__ = "certificate"

    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    issued_at: Mapped[datetime]
