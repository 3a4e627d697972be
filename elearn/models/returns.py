"""What agencies report without names: headcounts, declared totals; and referral totals by area."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of


class HeadcountGrade(StrEnum):
    """A from an HR system, B signed by a manager, C an estimate (audit-method C3.1)."""

    A = "A"
    B = "B"
    C = "C"


class ReferralKind(StrEnum):
    NRM = "nrm"
    DTN = "dtn"


class Headcount(Base):
    """People (not FTE) of a role in an agency that keeps no names here for that role. One row a
    day: when it is corrected, what it said before becomes a ``FormerFigure``."""

    __tablename__ = "headcount"
    __table_args__ = (
        UniqueConstraint("agency_id", "role_id", "as_at"),
        CheckConstraint("number >= 0", name="not_negative"),
    )

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("staff_role.id"))
    number: Mapped[int]
    as_at: Mapped[date]
    source: Mapped[str] = mapped_column(String(200))
    grade: Mapped[HeadcountGrade] = mapped_column(enum_of(HeadcountGrade))
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]


class Declared(Base):
    """A total of people in date, declared by the lead without names (evidence grade E5).
    Corrected as a headcount is."""

    __tablename__ = "declared"
    __table_args__ = (
        UniqueConstraint("agency_id", "role_id", "module_id", "as_at"),
        CheckConstraint("number >= 0", name="not_negative"),
    )

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("staff_role.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    number: Mapped[int]
    as_at: Mapped[date]
    source: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]


class FormerFigure(Base):
    """What a headcount, or with a module a declared total, said before it was corrected."""

    __tablename__ = "former_figure"
    __table_args__ = (Index(None, "agency_id", "role_id"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("staff_role.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    number: Mapped[int]
    as_at: Mapped[date]
    source: Mapped[str] = mapped_column(String(200))
    grade: Mapped[HeadcountGrade | None] = mapped_column(enum_of(HeadcountGrade))
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaced_at: Mapped[datetime]


class Referral(Base):
    """Referrals of one kind in one area and quarter (``2026-Q3``). Totals only, never cases."""

    __tablename__ = "referral"
    __table_args__ = (
        UniqueConstraint("area_id", "quarter", "kind"),
        CheckConstraint("number >= 0", name="not_negative"),
    )

    id: Mapped[Id]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    quarter: Mapped[str] = mapped_column(String(7))
    kind: Mapped[ReferralKind] = mapped_column(enum_of(ReferralKind))
    number: Mapped[int]
