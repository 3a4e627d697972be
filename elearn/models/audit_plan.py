"""The action plan of audits: each action with its finding as it was frozen, its dated log, and how
later editions judge it. Cells are named by slugs and codes, as fact rows are."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.domain.plan import ActionStatus, ActionType, Confidence, Origin
from elearn.models.base import Base, Id, enum_of

LONGEST_TEXT, LONGEST_LINE = 2000, 200


class PlanAction(Base):
    """An action. ``origin`` and the seven names after it say which cell of the edition it comes
    from. The baseline is exact; ``shown_*`` are the same numbers as the partnership may see them
    (empty: hidden). An action without an owner agency is the partnership's. ``once`` is the same
    for two sendings of one form."""

    __tablename__ = "plan_action"
    __table_args__ = (
        CheckConstraint("target BETWEEN 0 AND 100", name="target_is_a_share"),
        CheckConstraint("seats > 0", name="some_seats"),
    )

    id: Mapped[Id]
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    once: Mapped[str] = mapped_column(String(200), unique=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    origin: Mapped[Origin] = mapped_column(enum_of(Origin))
    agency: Mapped[str] = mapped_column(String(80))
    area: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    module: Mapped[str] = mapped_column(String(80))
    topic: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str] = mapped_column(String(120))
    gap: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    baseline_on: Mapped[date]
    baseline_count: Mapped[int | None]
    baseline_base: Mapped[int | None]
    shown_count: Mapped[int | None]
    shown_base: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    type: Mapped[ActionType] = mapped_column(enum_of(ActionType))
    owner_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    owner_post: Mapped[str] = mapped_column(String(LONGEST_LINE))
    sponsor: Mapped[str] = mapped_column(String(LONGEST_LINE))
    due_on: Mapped[date]
    target: Mapped[float | None]
    success_measure: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    resource: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    confidence: Mapped[Confidence] = mapped_column(enum_of(Confidence))
    risk: Mapped[str] = mapped_column(String(LONGEST_LINE))
    seats: Mapped[int | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class PlanUpdate(Base):
    """One entry of an action's log; the highest number holds. Rows are never changed."""

    __tablename__ = "plan_update"
    __table_args__ = (UniqueConstraint("action_id", "number"),)

    id: Mapped[Id]
    action_id: Mapped[int] = mapped_column(ForeignKey("plan_action.id"))
    number: Mapped[int]
    on: Mapped[date]
    status: Mapped[ActionStatus] = mapped_column(enum_of(ActionStatus))
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AuditJudgement(Base):
    """How an edition judges an action of an earlier one. ``baseline_shown`` is 1 where the
    partnership could see the baseline."""

    __tablename__ = "audit_judgement"
    __table_args__ = (UniqueConstraint("audit_id", "ref"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    ref: Mapped[str] = mapped_column(String(20), index=True)
    origin: Mapped[str] = mapped_column(String(20))
    agency: Mapped[str] = mapped_column(String(80))
    area: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    module: Mapped[str] = mapped_column(String(80))
    topic: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(20))
    target: Mapped[float | None]
    baseline_on: Mapped[date]
    baseline_count: Mapped[int | None]
    baseline_base: Mapped[int | None]
    baseline_shown: Mapped[int]
    now_count: Mapped[int | None]
    now_base: Mapped[int | None]
    gained: Mapped[int | None]
    lost: Mapped[int | None]
    verdict: Mapped[str] = mapped_column(String(20))
