"""Audits as runs: what was asked of whom and by when, what leads confirmed and signed, and the
work on an audit that is done in the background."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of
from elearn.models.import_jobs import JobState

LONGEST_CAUSE = 500


class AuditActKind(StrEnum):
    """What was done about an agency's answer: the lead's word for a task, or a letter to them."""

    PEOPLE = "people"
    ELSEWHERE = "elsewhere"
    SIGN = "sign"
    CHASED = "chased"


class AuditJobKind(StrEnum):
    FREEZE = "freeze"
    RECOUNT = "recount"


class AuditRun(Base):
    """How an audit came about, one row an audit that was run on the pages. ``restates_id`` is the
    edition that this one takes the place of, for ``cause``. A cancelled run is never frozen."""

    __tablename__ = "audit_run"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    return_by: Mapped[date | None]
    collecting_since: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    restates_id: Mapped[int | None] = mapped_column(ForeignKey("audit.id"), index=True)
    cause: Mapped[str] = mapped_column(String(LONGEST_CAUSE), default="")


class AuditRequest(Base):
    """An agency that was asked for its part in an audit, once for good."""

    __tablename__ = "audit_request"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)


class AuditAct(Base):
    """Something that was confirmed, signed or chased, on a day; the same twice a day is once. Rows
    are never changed."""

    __tablename__ = "audit_act"
    __table_args__ = (UniqueConstraint("audit_id", "agency_id", "kind", "day"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[AuditActKind] = mapped_column(enum_of(AuditActKind))
    day: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class AuditJob(Base):
    """The word to freeze an audit, or to count it again, in the background. Whoever works on it
    renews ``leased_until``; after that somebody else takes it up, ``tries`` times at most.
    ``done`` of ``total`` steps; ``found`` is what counting again gave."""

    __tablename__ = "audit_job"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    kind: Mapped[AuditJobKind] = mapped_column(enum_of(AuditJobKind), primary_key=True)
    state: Mapped[JobState] = mapped_column(enum_of(JobState), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    sentence: Mapped[str] = mapped_column(String(500), default="")
    found: Mapped[dict[str, Any] | None]
    asked_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
