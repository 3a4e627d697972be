"""Short sessions in a room: who was there, and how often each question was right. What a person
answered is kept nowhere.

Whoever opened or closed a room is a plain number, as in the trail."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.domain.briefings import AttendanceWay
from elearn.models.base import Base, Id, enum_of


class Briefing(Base):
    """A session about one version of a module, for an agency or one of its teams. ``code`` is that
    of the room while it is open, until ``open_until``; ``questions`` are [item key, [option ids as
    shown]]. ``facilitator`` is a name; erasing that person, or who opened it, empties it."""

    __tablename__ = "briefing"
    __table_args__ = (Index(None, "agency_id", "held_on"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    questions: Mapped[list[Any]]
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(120))
    facilitator: Mapped[str] = mapped_column(String(200))
    code: Mapped[str | None] = mapped_column(String(6), unique=True)
    open_until: Mapped[datetime | None]
    once: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None]


class BriefingAttendance(Base):
    """Somebody who was there. ``person_id`` is empty for guests and for numbers that are not known;
    ``guest_name`` and the hash of the browser's secret are emptied when the room closes.
    ``completion_id`` is what the closing put on their record, until it is undone."""

    __tablename__ = "briefing_attendance"
    __table_args__ = (
        UniqueConstraint("briefing_id", "person_id"),
        UniqueConstraint("briefing_id", "secret_hash"),
    )

    id: Mapped[Id]
    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefing.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    guest_name: Mapped[str] = mapped_column(String(80), default="")
    way: Mapped[AttendanceWay] = mapped_column(enum_of(AttendanceWay))
    secret_hash: Mapped[str | None] = mapped_column(String(64))
    has_answered: Mapped[bool] = mapped_column(default=False)
    arrived_at: Mapped[datetime]
    completion_id: Mapped[int | None] = mapped_column(ForeignKey("completion.id"))


class BriefingAnswerCount(Base):
    """How often a question was answered in one room, and how often right."""

    __tablename__ = "briefing_answer_count"
    __table_args__ = (CheckConstraint('"right" >= 0 AND "right" <= answered', name="in_order"),)

    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefing.id"), primary_key=True)
    item_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    answered: Mapped[int] = mapped_column(default=0)
    right: Mapped[int] = mapped_column(default=0)
