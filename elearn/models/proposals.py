"""What agencies would have otherwise in the requirement matrix, and what was decided."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.domain.requirements import Decision, Need
from elearn.models.base import Base, Id, enum_of

LONGEST_REASON = 500


class RequirementProposal(Base):
    """An agency's wish for a line of its own. ``need`` is empty where its own line is to end.

    It waits until it is decided: one at a time for each role and module. ``requirement_id`` is the
    line that an approval wrote.
    """

    __tablename__ = "requirement_proposal"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_whole"),
        Index(None, "agency_id", "role_id", "module_id"),
        Index(
            "uq_requirement_proposal_waiting",
            "agency_id",
            "role_id",
            "module_id",
            unique=True,
            sqlite_where=text("decision IS NULL"),
            postgresql_where=text("decision IS NULL"),
        ),
    )

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("staff_role.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    need: Mapped[Need | None] = mapped_column(enum_of(Need))
    start: Mapped[date]
    grace_days: Mapped[int]
    refresh_months: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    decision: Mapped[Decision | None] = mapped_column(enum_of(Decision))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    requirement_id: Mapped[int | None] = mapped_column(ForeignKey("requirement.id"))
