"""Reminding: which letters told whom of what, chases by leads, and what people and agencies chose.

Whoever did something is a plain number, as in the trail. Names and addresses stand in no table here
but in ``undelivered_address``, which erasing the person empties."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.domain.reminding import ReminderKind
from elearn.models.base import Base, Id, enum_of


class Chase(Base):
    """A lead reminded their people. ``once`` is what the confirming page carried, so that sending
    it twice is one chase. ``left_out`` counts who was not written to, by reason."""

    __tablename__ = "chase"

    id: Mapped[Id]
    once: Mapped[str] = mapped_column(String(64), unique=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    with_soon: Mapped[bool]
    by_id: Mapped[int]
    at: Mapped[datetime]
    letters: Mapped[int]
    left_out: Mapped[dict[str, Any]]


class ReminderLetter(Base):
    """A letter of the outbox that reminds somebody, and for which agency it does. A person of two
    agencies gets one letter, which stands here twice."""

    __tablename__ = "reminder_letter"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)
    kind: Mapped[ReminderKind] = mapped_column(enum_of(ReminderKind))
    chase_id: Mapped[int | None] = mapped_column(ForeignKey("chase.id"), index=True)


class ReminderItem(Base):
    """One module a letter told somebody of, by which rule. ``due_on`` belongs to what it tells, so
    that the next time it falls due is told anew. Without a letter the person is to be told by
    hand."""

    __tablename__ = "reminder_item"
    __table_args__ = (
        UniqueConstraint("person_id", "module_id", "due_on", "rule"),
        Index(None, "person_id", "told_on"),
    )

    id: Mapped[Id]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    chase_id: Mapped[int | None] = mapped_column(ForeignKey("chase.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    due_on: Mapped[date]
    rule: Mapped[str] = mapped_column(String(30))
    told_on: Mapped[date]


class ReminderChoice(Base):
    """What a person wants to hear; no row is everything. ``extra`` are the reminders after the
    first ones, ``monday`` the weekly letter to leads."""

    __tablename__ = "reminder_choice"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    extra: Mapped[bool]
    monday: Mapped[bool]
    changed_at: Mapped[datetime]


class UndeliveredAddress(Base):
    """An address of a person that a mail server will not take. It counts while the person still
    has this address; a letter that arrives there ends it."""

    __tablename__ = "undelivered_address"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    answer: Mapped[str]
    since: Mapped[datetime]


class AgencySetting(Base):
    """What an agency switched on. ``tell_managers``: managers hear weekly of their own people who
    are long overdue."""

    __tablename__ = "agency_setting"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    tell_managers: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None]
