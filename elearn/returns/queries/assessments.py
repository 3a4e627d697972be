"""Reads of the yearly self-assessments: one return whole, and all of a year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.domain.assessment import Score
from elearn.models import (
    Agency,
    AssessmentAct,
    AssessmentAnswer,
    AssessmentDetail,
    AssessmentModeration,
    AssessmentState,
    Person,
    SelfAssessment,
)
from elearn.records.sharing import for_partnership


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return; ``signed_by`` and ``signed_at`` are of the signing that stands."""

    assessment_id: int
    year: int
    state: AssessmentState
    opened_at: datetime
    signed_by: str
    signed_at: datetime | None

    @property
    def is_signed(self) -> bool:
        return self.state is AssessmentState.SIGNED


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answer that holds. Without a score the question does not apply. ``details`` are its
    figures, dates and ticks, by key."""

    answer_id: int
    question: int
    revision: int
    score: Score
    na_reason: str
    evidence: str
    confidence: str
    answered_by: str
    answered_at: datetime
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ModerationRow:
    """The coordinator's latest score, given to ``answer_id``, which may be an earlier answer."""

    moderation_id: int
    question: int
    answer_id: int
    score: Score
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActRow:
    """A signing or an opening again."""

    state: AssessmentState
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AgencyReturn:
    """A partner of the year and its return, if it has begun one."""

    agency_id: int
    slug: str
    agency: str
    row: ReturnRow | None


def returns_of(session: Session, *, agency_id: int) -> tuple[ReturnRow, ...]:
    """An agency's returns, the latest first."""
    statement = (
        select(SelfAssessment, Person.full_name)
        .outerjoin(Person, Person.id == SelfAssessment.signed_by_id)
        .where(SelfAssessment.agency_id == agency_id)
        .order_by(SelfAssessment.year.desc())
    )
    return tuple(_return_row(row, by) for row, by in session.execute(statement))


def _return_row(row: SelfAssessment, by: str | None) -> ReturnRow:
    return ReturnRow(row.id, row.year, row.state, row.opened_at, by or "", row.signed_at)


def _latest_answers() -> Select[*tuple[AssessmentAnswer, str | None]]:
    """Answers that no later one of the same question has taken the place of."""
    later = aliased(AssessmentAnswer)
    return (
        select(AssessmentAnswer, Person.full_name)
        .outerjoin(Person, Person.id == AssessmentAnswer.answered_by_id)
        .outerjoin(
            later,
            and_(
                later.assessment_id == AssessmentAnswer.assessment_id,
                later.question == AssessmentAnswer.question,
                later.revision > AssessmentAnswer.revision,
            ),
        )
        .where(later.id.is_(None))
        .order_by(AssessmentAnswer.assessment_id, AssessmentAnswer.question)
    )


def answers(session: Session, assessment_id: int) -> dict[int, AnswerRow]:
    """The answers that hold, by number of question."""
    statement = _latest_answers().where(AssessmentAnswer.assessment_id == assessment_id)
    details = _details(session, AssessmentAnswer.assessment_id == assessment_id)
    found = [_answer_row(row, by, details) for row, by in session.execute(statement)]
    return {one.question: one for one in found}


Details = Mapping[int, Mapping[str, str]]


def _details(session: Session, which: ColumnElement[bool]) -> Details:
    """The details of those answers, by the answer's id."""
    statement = (
        select(AssessmentDetail.answer_id, AssessmentDetail.key, AssessmentDetail.value)
        .join(AssessmentAnswer, AssessmentAnswer.id == AssessmentDetail.answer_id)
        .where(which)
        .order_by(AssessmentDetail.answer_id, AssessmentDetail.key)
    )
    found: dict[int, dict[str, str]] = {}
    for answer_id, key, value in session.execute(statement):
        found.setdefault(answer_id, {})[key] = value
    return found


def _answer_row(row: AssessmentAnswer, by: str | None, details: Details) -> AnswerRow:
    return AnswerRow(
        answer_id=row.id,
        question=row.question,
        revision=row.revision,
        score=row.score,
        na_reason=row.na_reason,
        evidence=row.evidence,
        confidence=row.confidence.value if row.confidence else "",
        answered_by=by or "",
        answered_at=row.answered_at,
        details=details.get(row.id, {}),
    )


def saves(session: Session, assessment_id: int) -> int:
    """How often an answer of this return was saved."""
    statement = select(func.count()).where(AssessmentAnswer.assessment_id == assessment_id)
    return session.scalar(statement) or 0


def moderations(session: Session, assessment_id: int) -> dict[int, ModerationRow]:
    """The latest moderation of each question that has one."""
    statement = _moderations().where(AssessmentModeration.assessment_id == assessment_id)
    found = [_moderation_row(row, by) for row, by in session.execute(statement)]
    return {one.question: one for one in found}


def _moderations() -> Select[*tuple[AssessmentModeration, str | None]]:
    """In the order in which they were made, so that the latest comes last."""
    return (
        select(AssessmentModeration, Person.full_name)
        .outerjoin(Person, Person.id == AssessmentModeration.moderated_by_id)
        .order_by(AssessmentModeration.assessment_id, AssessmentModeration.id)
    )


def _moderation_row(row: AssessmentModeration, by: str | None) -> ModerationRow:
    return ModerationRow(
        row.id, row.question, row.answer_id, row.score, row.note, by or "", row.moderated_at
    )


def acts(session: Session, assessment_id: int) -> tuple[ActRow, ...]:
    """Every signing and opening again, the latest first."""
    statement = (
        select(AssessmentAct, Person.full_name)
        .outerjoin(Person, Person.id == AssessmentAct.by_id)
        .where(AssessmentAct.assessment_id == assessment_id)
        .order_by(AssessmentAct.id.desc())
    )
    return tuple(
        ActRow(row.state, by or "", row.at, row.reason) for row, by in session.execute(statement)
    )


def of_year(session: Session, year: int) -> tuple[AgencyReturn, ...]:
    """Whoever was a partner in that year, by name, with what they returned."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    signed_by = for_partnership(Person.full_name, Agency.id)
    statement = (
        select(Agency.id, Agency.slug, Agency.name, SelfAssessment, signed_by)
        .outerjoin(
            SelfAssessment,
            and_(SelfAssessment.agency_id == Agency.id, SelfAssessment.year == year),
        )
        .outerjoin(Person, Person.id == SelfAssessment.signed_by_id)
        .where(
            Agency.valid_from <= last,
            or_(Agency.valid_to.is_(None), Agency.valid_to > first),
        )
        .order_by(Agency.name, Agency.id)
    )
    return tuple(
        AgencyReturn(agency_id, slug, name, _return_row(row, by) if row else None)
        for agency_id, slug, name, row, by in session.execute(statement)
    )


def answers_of_year(session: Session, year: int) -> dict[int, dict[int, AnswerRow]]:
    """The answers that hold of all returns of a year, by return and question."""
    statement = _latest_answers().where(AssessmentAnswer.assessment_id.in_(_ids(year)))
    details = _details(session, AssessmentAnswer.assessment_id.in_(_ids(year)))
    found: dict[int, dict[int, AnswerRow]] = {}
    for row, by in session.execute(statement):
        found.setdefault(row.assessment_id, {})[row.question] = _answer_row(row, by, details)
    return found


def moderations_of_year(session: Session, year: int) -> dict[int, dict[int, ModerationRow]]:
    """The latest moderations of all returns of a year, by return and question."""
    statement = _moderations().where(AssessmentModeration.assessment_id.in_(_ids(year)))
    found: dict[int, dict[int, ModerationRow]] = {}
    for row, by in session.execute(statement):
        found.setdefault(row.assessment_id, {})[row.question] = _moderation_row(row, by)
    return found


def _ids(year: int) -> Select[int]:
    return select(SelfAssessment.id).where(SelfAssessment.year == year)


def years(session: Session) -> tuple[int, ...]:
    """The years of which there is a return, the latest first."""
    statement = select(SelfAssessment.year).distinct().order_by(SelfAssessment.year.desc())
    return tuple(session.scalars(statement))
