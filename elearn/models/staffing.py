"""People put on record by hand: offers of a second posting, and records put together.

Whoever did it is a plain number, as in the trail: what is held on a lead does not include what
they entered about others."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class PostingOffer(Base):
    """A posting that an agency says somebody holds who is known to another one. It is made when
    the person says so themselves, with the link of a letter; only its hash is kept."""

    __tablename__ = "posting_offer"
    __table_args__ = (Index(None, "agency_id", "person_id"),)

    id: Mapped[Id]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("staff_role.id"))
    staff_number: Mapped[str | None] = mapped_column(String(64))
    start: Mapped[date]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]


class PersonMerge(Base):
    """Two records of one person put together. ``moved`` names every row that went from the merged
    record to the kept one, by table, and the values that changed besides: enough to undo it.
    Erasing the person empties it."""

    __tablename__ = "person_merge"

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None]
    moved: Mapped[dict[str, Any]]
