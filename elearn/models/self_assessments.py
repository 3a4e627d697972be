"""What agencies say of themselves each year (audit-method C10), and what the coordinator makes of
it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of

LONGEST_EVIDENCE, LONGEST_REASON = 2000, 500


class AssessmentState(StrEnum):
    """``signed`` is read-only until the coordinator opens it again."""

    OPEN = "open"
    SIGNED = "signed"
    REOPENED = "reopened"


class AnswerConfidence(StrEnum):
    """How sure an agency is of an answer: looked up, told by whoever is responsible, guessed."""

    A = "A"
    B = "B"
    C = "C"


class SelfAssessment(Base):
    """An agency's return for a year. Who signed it, and when, is said as it stands; every signing
    and opening again is an ``AssessmentAct``."""

    __tablename__ = "self_assessment"
    __table_args__ = (
        UniqueConstraint("agency_id", "year"),
        CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL)", name="signed_whole"),
    )

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    year: Mapped[int]
    state: Mapped[AssessmentState] = mapped_column(enum_of(AssessmentState))
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]


class AssessmentAct(Base):
    """A return was signed, or opened again for a reason. Rows are never changed."""

    __tablename__ = "self_assessment_act"
    __table_args__ = (
        CheckConstraint("state IN ('signed', 'reopened')", name="signed_or_reopened"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("self_assessment.id"), index=True)
    state: Mapped[AssessmentState] = mapped_column(enum_of(AssessmentState))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")


class AssessmentAnswer(Base):
    """One answer as it was saved; the highest revision of a question is the one that holds. Without
    a score the question does not apply, for the reason given. Rows are never changed."""

    __tablename__ = "self_assessment_answer"
    __table_args__ = (
        UniqueConstraint("assessment_id", "question", "revision"),
        CheckConstraint("score BETWEEN 0 AND 3", name="score_in_range"),
        CheckConstraint("score IS NOT NULL OR na_reason <> ''", name="score_or_reason"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("self_assessment.id"))
    question: Mapped[int]
    revision: Mapped[int]
    score: Mapped[int | None]
    na_reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    evidence: Mapped[str] = mapped_column(String(LONGEST_EVIDENCE))
    confidence: Mapped[AnswerConfidence | None] = mapped_column(enum_of(AnswerConfidence))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]


class AssessmentModeration(Base):
    """The coordinator's own score of an answer beside the agency's; the latest of an answer holds.
    Without a score the question does not apply. Rows are never changed."""

    __tablename__ = "self_assessment_moderation"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 3", name="score_in_range"),
        Index(None, "assessment_id", "question"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("self_assessment.id"))
    question: Mapped[int]
    answer_id: Mapped[int] = mapped_column(ForeignKey("self_assessment_answer.id"))
    score: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(LONGEST_EVIDENCE))
    moderated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    moderated_at: Mapped[datetime]


class AssessmentDetail(Base):
    """A figure, date or tick that belongs to an answer as it was saved: ``key`` and ``value`` as
    ``domain.assessment.details`` has them. Rows are never changed."""

    __tablename__ = "self_assessment_detail"

    answer_id: Mapped[int] = mapped_column(
        ForeignKey("self_assessment_answer.id"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(300))
