"""Coverage at the end of past months, kept so that a trend costs a page nothing."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base


class CoverageMonth(Base):
    """Person-requirements of an agency and module at the end of a month: how many there were and
    how many were in date. Counted again every night from the dated facts, so that what became
    known late is in it; nothing but a trend reads it."""

    __tablename__ = "coverage_month"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    month_end: Mapped[date] = mapped_column(primary_key=True)
    in_scope: Mapped[int]
    in_date: Mapped[int]
    counted_at: Mapped[datetime]
