"""Fact rows of frozen audits about what agencies said of themselves, and what staff said."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class AuditReturn(Base):
    """One answer of an agency's self-assessment as signed off by the census date."""

    __tablename__ = "audit_return"
    __table_args__ = (Index(None, "audit_id", "agency", "question"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    question: Mapped[int]
    theme: Mapped[str] = mapped_column(String(12))
    score: Mapped[int | None]
    applies: Mapped[bool]
    confidence: Mapped[str] = mapped_column(String(1))
    has_evidence: Mapped[bool]
    is_moderated: Mapped[bool]
    moderated: Mapped[int | None]
    year: Mapped[int]
    signed_on: Mapped[date]


class AuditProvision(Base):
    """One figure, date or tick about an agency's training: of its return (``source`` is return), or
    on record here."""

    __tablename__ = "audit_provision"
    __table_args__ = (Index(None, "audit_id", "agency", "source", "item"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(String(8))
    item: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(String(300))


class AuditPulse(Base):
    """How many people gave one answer, of how many; or a sum over them. ``module`` is blank for
    the staff survey."""

    __tablename__ = "audit_pulse"
    __table_args__ = (Index(None, "audit_id", "measure", "module", "question"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    measure: Mapped[str] = mapped_column(String(10))
    module: Mapped[str] = mapped_column(String(80))
    question: Mapped[str] = mapped_column(String(12))
    answer: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    people: Mapped[int]
