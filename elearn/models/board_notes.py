"""What the coordinator says for the annual report of an edition that no record holds: what was
reached on Anti-Slavery Day besides, staffing, and finance. It is about no person."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id

LONGEST_FIGURE, LONGEST_SOURCE = 80, 120


class BoardNote(Base):
    """One subject of one edition. ``figure`` is a number as it is to be printed, ``source`` the
    post or paper that says so, ``said_on`` the day of it. A subject nobody said has no row."""

    __tablename__ = "board_note"
    __table_args__ = (UniqueConstraint("audit_id", "subject"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    subject: Mapped[str] = mapped_column(String(20))
    figure: Mapped[str] = mapped_column(String(LONGEST_FIGURE))
    words: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    said_on: Mapped[date]
    written_at: Mapped[datetime]
