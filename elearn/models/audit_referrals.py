"""What an audit counted around its agencies: areas with their people, and referrals."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class AuditArea(Base):
    """An area on the census day, and how many people live there, by whose figure of which day;
    both are None in editions that did not keep them."""

    __tablename__ = "audit_area"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    area: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str]
    population: Mapped[int]
    population_source: Mapped[str | None] = mapped_column(String(200))
    population_as_at: Mapped[date | None]


class AuditReferral(Base):
    """Referrals of one kind in one area and quarter. Totals only."""

    __tablename__ = "audit_referral"
    __table_args__ = (Index(None, "audit_id", "area", "quarter", "kind"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    area: Mapped[str] = mapped_column(String(80))
    quarter: Mapped[str] = mapped_column(String(7))
    kind: Mapped[str] = mapped_column(String(8))
    number: Mapped[int]
