"""Asking again months after a completion: the questions of a link, who wants none, and when."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class SpacedCheck(Base):
    """Five questions sent to somebody some months after a completion. ``draw`` is as an attempt's
    and is fixed when the letter is written. Of the link only the hash is kept; it is used up by
    answering, never by opening it. Without an ``attempt_id`` nobody has answered."""

    __tablename__ = "spaced_check"
    __table_args__ = (
        UniqueConstraint("completion_id", "after_months"),
        Index(None, "person_id", "written_at"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"))
    after_months: Mapped[int]
    due_on: Mapped[date]
    draw: Mapped[list[Any]]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    written_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"), unique=True)


class SpacedStop(Base):
    """Somebody who wants no more of these letters."""

    __tablename__ = "spaced_stop"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    stopped_at: Mapped[datetime]


class SpacedSetting(Base):
    """After how many months people are asked again, from ``set_at`` on; the latest row is in force.
    ``months`` is a list, empty for never; ``set_by_id`` a plain number, as in the trail."""

    __tablename__ = "spaced_setting"

    id: Mapped[Id]
    months: Mapped[list[Any]]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None]
