"""The forward look of an edition: how much of what is in date runs out in which quarter. Counts of
the whole partnership; no agency and no person is named."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class AuditAhead(Base):
    """How many people in date with a module expire in a quarter; ``quarter`` blank: after the
    quarters looked at, or never. ``most`` is how many of them one agency has. ``counted_on`` is
    earlier than the census day where an edition repeats the look of one shortly before it."""

    __tablename__ = "audit_ahead"
    __table_args__ = (Index(None, "audit_id", "module", "quarter", unique=True),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    module: Mapped[str] = mapped_column(String(80))
    quarter: Mapped[str] = mapped_column(String(7))
    number: Mapped[int]
    most: Mapped[int]
    counted_on: Mapped[date]
