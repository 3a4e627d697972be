"""People, and with dates: where they work, when they were away, and what they may do here."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.access.policy import Role
from elearn.models.base import Base, Id, enum_of


class PersonStatus(StrEnum):
    """``merged``: the same person has another record, which took this one's place."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ERASED = "erased"
    MERGED = "merged"


class Person(Base):
    """``public_id`` is the unguessable name used in addresses; ``email`` and ``username`` are in
    canonical form. A user name is for those who have no address to sign in with. ``language`` is
    the code of the one they chose for pages; empty while they chose none."""

    __tablename__ = "person"
    __table_args__ = (Index("uq_person_username", "username", unique=True),)

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    full_name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    username: Mapped[str | None] = mapped_column(String(40))
    manager_email: Mapped[str | None] = mapped_column(String(254))
    status: Mapped[PersonStatus] = mapped_column(enum_of(PersonStatus), default=PersonStatus.ACTIVE)
    created_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))


class StaffNumber(Base):
    """What an agency calls a person. The same number may mean another person elsewhere."""

    __tablename__ = "staff_number"
    __table_args__ = (UniqueConstraint("agency_id", "value"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    value: Mapped[str] = mapped_column(String(64))


class Posting(Base):
    """A person at work in an agency from ``start`` until before ``end``."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint('"end" IS NULL OR "end" >= start', name="dates_in_order"),
        Index(None, "agency_id", "role_id", "start", "end"),
        UniqueConstraint("person_id", "agency_id", "role_id", "team_id", "start"),
        Index(
            "uq_posting_without_team",
            "person_id",
            "agency_id",
            "role_id",
            "start",
            unique=True,
            sqlite_where=text("team_id IS NULL"),
            postgresql_where=text("team_id IS NULL"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("staff_role.id"))
    start: Mapped[date]
    end: Mapped[date | None]


class Absence(Base):
    """A long absence from ``start`` until before ``end``: after 90 days the person is out of scope
    until it ends, in that agency, or in every one if none is named."""

    __tablename__ = "absence"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    start: Mapped[date]
    end: Mapped[date | None]


class Grant(Base):
    """A role in this service, over the partnership, an agency or a team, for a time: until it is
    revoked, or until before ``ends_on``."""

    __tablename__ = "grant_of_role"
    __table_args__ = (
        CheckConstraint("team_id IS NULL OR agency_id IS NOT NULL", name="team_has_agency"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_of(Role))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None]
    ends_on: Mapped[date | None]
