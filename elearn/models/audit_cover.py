"""Minimum cover: what a team needs at all times, and how an edition found it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id

LONGEST_WHY = 500


class MinimumCover(Base):
    """So many people of a team in date with a module, or with every module of a level that is asked
    of them (``level`` then, and no module), from ``start`` until before ``end``."""

    __tablename__ = "minimum_cover"
    __table_args__ = (
        CheckConstraint("number > 0", name="somebody"),
        CheckConstraint("(module_id IS NULL) = (level <> '')", name="module_or_level"),
    )

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    level: Mapped[str] = mapped_column(String(1))
    number: Mapped[int]
    start: Mapped[date]
    end: Mapped[date | None]
    why: Mapped[str] = mapped_column(String(LONGEST_WHY))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AuditCover(Base):
    """A rule of minimum cover in an edition: how many it needs, how many were in date, and until
    when it would hold."""

    __tablename__ = "audit_cover"
    __table_args__ = (
        Index(None, "audit_id", "agency", "team", "module", "level", "needed", unique=True),
    )

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    team: Mapped[str] = mapped_column(String(80))
    module: Mapped[str] = mapped_column(String(80))
    level: Mapped[str] = mapped_column(String(1))
    needed: Mapped[int]
    team_name: Mapped[str]
    in_date: Mapped[int]
    until: Mapped[date | None]
