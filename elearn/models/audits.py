"""Frozen audits: the run, its manifest and its fact rows. Fact rows carry names of things, not
references, so that an edition stays readable and verifiable whatever happens to the rest."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of


class AuditState(StrEnum):
    OPEN = "open"
    COLLECTING = "collecting"
    FROZEN = "frozen"
    PUBLISHED = "published"
    RESTATED = "restated"


class Audit(Base):
    """One edition. ``digest`` is the SHA-256 of the canonical CSV of its fact rows."""

    __tablename__ = "audit"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    as_of: Mapped[date]
    state: Mapped[AuditState] = mapped_column(enum_of(AuditState))
    rules: Mapped[dict[str, Any]]
    scope: Mapped[dict[str, Any]]
    manifest: Mapped[dict[str, Any]]
    digest: Mapped[str | None] = mapped_column(String(64))
    seed: Mapped[int]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    frozen_at: Mapped[datetime | None]


class AuditAgency(Base):
    """An agency in scope of an edition, and what it returned."""

    __tablename__ = "audit_agency"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    agency: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str]
    type: Mapped[str] = mapped_column(String(8))
    area: Mapped[str] = mapped_column(String(80), default="")
    area_name: Mapped[str] = mapped_column(default="")
    returned: Mapped[str] = mapped_column(String(20))  # roster | headcount | mixed | none


class AuditCoverage(Base):
    """Counts of one cell. ``role`` blank: the agency's module; ``module`` blank too: the agency;
    ``agency`` blank: the partnership. Numbers are empty where the denominator is not known;
    ``since_change`` (of those in date, who was trained since the module's last material change)
    also in editions frozen before it was counted."""

    __tablename__ = "audit_coverage"
    __table_args__ = (Index(None, "audit_id", "agency", "role", "module"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(8))
    module: Mapped[str] = mapped_column(String(80))
    in_scope: Mapped[int | None]
    in_date: Mapped[int | None]
    due_soon: Mapped[int | None]
    expired: Mapped[int | None]
    never: Mapped[int | None]
    declared: Mapped[int | None]
    denominator_grade: Mapped[str] = mapped_column(String(1))
    since_change: Mapped[int | None]


class AuditKnowledge(Base):
    """Knowledge of one topic. ``role`` and ``level`` blank: the whole agency, all levels;
    ``agency`` blank: the partnership."""

    __tablename__ = "audit_knowledge"
    __table_args__ = (Index(None, "audit_id", "agency", "role", "topic", "level"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(8))
    topic: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(1))
    people: Mapped[int]
    assessed: Mapped[int]
    masters: Mapped[int]
    items_answered: Mapped[int]
    items_right: Mapped[int]
    sure_asked: Mapped[int]
    sure_wrong: Mapped[int]
