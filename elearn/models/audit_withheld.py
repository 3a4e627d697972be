"""What the engine decided to hide of an edition's knowledge. Cells are named by slugs, as fact
rows are; no person is named."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id

LONGEST_REASON = 12


class AuditWithheld(Base):
    """A row of knowledge of which something is hidden from the partnership: the reason beside
    each number and each share, blank where it may be seen."""

    __tablename__ = "audit_withheld"
    __table_args__ = (Index(None, "audit_id", "agency", "role", "topic", "level"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(8))
    topic: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(1))
    base: Mapped[str] = mapped_column(String(LONGEST_REASON))
    count: Mapped[str] = mapped_column(String(LONGEST_REASON))
    people: Mapped[str] = mapped_column(String(LONGEST_REASON))
    asked: Mapped[str] = mapped_column(String(LONGEST_REASON))
    sure: Mapped[str] = mapped_column(String(LONGEST_REASON))
    safety: Mapped[str] = mapped_column(String(LONGEST_REASON))
