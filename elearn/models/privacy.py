"""What was decided about personal data: how long it is kept, what the nightly run did, which
agencies let others see names, and who was erased (by a token that says nothing of them)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class RetentionSetting(Base):
    """How long one kind of record is kept, in the unit of its rule: for the partnership, or for
    one agency's people. Rows are the history: the one with the highest number is in force."""

    __tablename__ = "retention_setting"
    __table_args__ = (Index(None, "rule", "agency_id"),)

    id: Mapped[Id]
    rule: Mapped[str] = mapped_column(String(40))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    kept: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))
    set_by_id: Mapped[int | None]
    set_at: Mapped[datetime]


class RetentionRun(Base):
    """One run of the retention rules. ``done`` and ``held`` count rows by rule: what had its time,
    and what was left for the next run because more than the cap was due. ``ended_at`` is empty
    while it runs and after it broke off."""

    __tablename__ = "retention_run"

    id: Mapped[Id]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    is_confirmed: Mapped[bool]
    done: Mapped[dict[str, Any]]
    held: Mapped[dict[str, Any]]


class NameSharing(Base):
    """An agency's lead said whether the partnership may see its people's names. Rows are the
    history: the one with the highest number holds; none is no."""

    __tablename__ = "name_sharing"

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    is_on: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(500))
    set_by_id: Mapped[int | None]
    set_at: Mapped[datetime]


class Erasure(Base):
    """Somebody was erased: ``token`` is the random name their record had in addresses before. It
    finds the record in an older backup, and nobody in this database."""

    __tablename__ = "erasure"
    __table_args__ = (UniqueConstraint("token"),)

    id: Mapped[Id]
    token: Mapped[str] = mapped_column(String(32))
    erased_at: Mapped[datetime]
