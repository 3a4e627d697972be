"""Where people work: areas, agencies, teams and staff roles, each with the dates it existed."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of


class AgencyType(StrEnum):
    """The twelve kinds of partner agency (curriculum B4)."""

    POLICE = "AT1"
    COMMISSIONER = "AT2"
    UPPER_TIER_COUNCIL = "AT3"
    DISTRICT_COUNCIL = "AT4"
    NHS = "AT5"
    AMBULANCE = "AT6"
    FIRE = "AT7"
    DWP = "AT8"
    BORDER_AND_PORTS = "AT9"
    EDUCATION = "AT10"
    HOUSING = "AT11"
    VOLUNTARY = "AT12"


class Level(StrEnum):
    """Competence: awareness, recognise and respond, first responder and specialist."""

    A = "A"
    B = "B"
    C = "C"


class Area(Base):
    """A county, city or island; its population is the base of referral rates.
    ``population_source`` says whose figure it is (empty: nobody said), ``population_as_at`` of
    which day."""

    __tablename__ = "area"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    population: Mapped[int]
    population_source: Mapped[str] = mapped_column(String(200), server_default=text("''"))
    population_as_at: Mapped[date | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Agency(Base):
    """A partner. ``area_id`` is empty for one that covers the whole partnership."""

    __tablename__ = "agency"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates_in_order"),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    type: Mapped[AgencyType] = mapped_column(enum_of(AgencyType))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    first_responder: Mapped[bool]
    duty_to_notify: Mapped[bool]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Team(Base):
    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("agency_id", "slug"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    slug: Mapped[str]
    name: Mapped[str]
    is_mash: Mapped[bool] = mapped_column(default=False)


class StaffRole(Base):
    """What somebody does at work, R1 to R15; ``exposure`` weighs priority (audit-method C7)."""

    __tablename__ = "staff_role"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    level: Mapped[Level] = mapped_column(enum_of(Level))
    exposure: Mapped[float]
