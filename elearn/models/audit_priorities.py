"""Frozen priorities, and the dated rule sets by which audits are counted and judged."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class AuditPriority(Base):
    """What the priority of one agency rests on, and its places over the draws; ``agency`` blank:
    the partnership, with the seed. Numbers are empty where nothing is known. ``topics``,
    ``level_c`` (modules) and ``roles`` are words in a row, each role with its weight in
    hundredths."""

    __tablename__ = "audit_priority"
    __table_args__ = (Index(None, "audit_id", "agency"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    in_scope: Mapped[int | None]
    in_date: Mapped[int | None]
    topics: Mapped[str] = mapped_column(Text)
    level_c: Mapped[str] = mapped_column(Text)
    assessed: Mapped[int]
    masters: Mapped[int]
    roles: Mapped[str] = mapped_column(Text)
    people: Mapped[int]
    weight: Mapped[int]
    referrals: Mapped[int | None]
    population: Mapped[int | None]
    volume_rank: Mapped[int | None]
    volume_best: Mapped[int | None]
    volume_worst: Mapped[int | None]
    volume_top: Mapped[int | None]
    intensity_rank: Mapped[int | None]
    intensity_best: Mapped[int | None]
    intensity_worst: Mapped[int | None]
    intensity_top: Mapped[int | None]
    seed: Mapped[int | None]


class AuditRuleSet(Base):
    """The rules of audits in force from ``valid_from`` until the next row's. Rows are the history:
    one set again for the same day has a higher ``revision``, and none is ever changed."""

    __tablename__ = "audit_rule_set"
    __table_args__ = (UniqueConstraint("valid_from", "revision"),)

    id: Mapped[Id]
    valid_from: Mapped[date]
    revision: Mapped[int]
    rules: Mapped[dict[str, Any]]
    why: Mapped[str] = mapped_column(String(500))
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
