"""Letters waiting to be sent, and the tamper-evident trail of what was done."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of


class LetterState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Letter(Base):
    """An e-mail, written in the transaction it tells of and sent afterwards. ``key`` makes saying
    it twice one letter; ``person_id`` lets sending check that it is still wanted."""

    __tablename__ = "letter"
    __table_args__ = (Index(None, "state", "not_before"),)

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str]
    message_id: Mapped[str] = mapped_column(String(200))
    state: Mapped[LetterState] = mapped_column(enum_of(LetterState), default=LetterState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class TrailEntry(Base):
    """One thing done. ``hash`` covers the row and the hash before it: no name or address inside,
    people by their internal number only, so that erasing somebody leaves the chain whole."""

    __tablename__ = "trail_entry"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(String(64))
    detail: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class Heartbeat(Base):
    """When a background worker last said that it is alive."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime]
