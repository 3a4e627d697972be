"""What changed from one edition to another: why people came into date, and what a reader who has
both editions may not be told. Cells are named by slugs, as fact rows are; no person is named."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class AuditHidden(Base):
    """A row of coverage of which ``fields`` (names, blank between them) are hidden from the
    partnership because an edition shortly before had nearly the same number."""

    __tablename__ = "audit_hidden"
    __table_args__ = (Index(None, "audit_id", "agency", "role", "module", "area"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(8))
    module: Mapped[str] = mapped_column(String(80))
    area: Mapped[str] = mapped_column(String(80))
    fields: Mapped[str] = mapped_column(String(80))


class _Flow:
    """The columns of a row of flows. ``hidden_before``: the readers, blank between them, from
    whom the earlier edition hides its number."""

    agency: Mapped[str] = mapped_column(String(80))
    module: Mapped[str] = mapped_column(String(80))
    against: Mapped[int]
    before: Mapped[int]
    trained: Mapped[int]
    renewed: Mapped[int]
    lapsed: Mapped[int]
    left: Mapped[int]
    joined: Mapped[int]
    moved: Mapped[int]
    rule: Mapped[int]
    late: Mapped[int]
    after: Mapped[int]
    hidden_before: Mapped[str] = mapped_column(String(40))


class AuditFlow(_Flow, Base):
    """Flows since the edition before, as they were frozen with this one."""

    __tablename__ = "audit_flow"
    __table_args__ = (Index(None, "audit_id", "agency", "module"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))


class AuditComparison(Base):
    """A comparison with an earlier edition that somebody asked for, as it was counted then."""

    __tablename__ = "audit_comparison"
    __table_args__ = (UniqueConstraint("audit_id", "against_id"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    against_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AuditComparedFlow(_Flow, Base):
    """Flows of a comparison."""

    __tablename__ = "audit_compared_flow"
    __table_args__ = (Index(None, "comparison_id", "agency", "module"),)

    id: Mapped[Id]
    comparison_id: Mapped[int] = mapped_column(ForeignKey("audit_comparison.id"))
