"""Self-assessments as they were signed off by a day: three statements, whatever the size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.returned.facts import ReturnFact
from elearn.domain.assessment import Score, question
from elearn.domain.dates import first_moment_after, london_today
from elearn.models import (
    Agency,
    AssessmentAct,
    AssessmentAnswer,
    AssessmentModeration,
    AssessmentState,
    SelfAssessment,
)


@dataclass(frozen=True, slots=True)
class Signed:
    """The return of an agency that was signed on a day, and not open again then."""

    assessment_id: int
    agency: str
    year: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """An answer as it stood when its return was signed."""

    answer_id: int
    question: int
    score: Score
    confidence: str
    has_evidence: bool


def signed_returns(session: Session, day: Day) -> dict[int, Signed]:
    """By the return's id, for each agency of the edition the one of the latest year whose last act
    by the end of the day was a signing."""
    present = {agency.agency for agency in day.facts.agencies}
    statement = (
        select(
            SelfAssessment.id,
            Agency.slug,
            SelfAssessment.year,
            AssessmentAct.state,
            AssessmentAct.at,
        )
        .join(Agency, Agency.id == SelfAssessment.agency_id)
        .join(AssessmentAct, AssessmentAct.assessment_id == SelfAssessment.id)
        .where(AssessmentAct.at < first_moment_after(day.on))
        .order_by(SelfAssessment.year, SelfAssessment.id, AssessmentAct.id)
    )
    last: dict[int, tuple[AssessmentState, Signed]] = {}
    for number, agency, year, state, at in session.execute(statement):
        last[number] = state, Signed(number, agency, year, at)
    latest = {
        one.agency: one
        for state, one in last.values()
        if state is AssessmentState.SIGNED and one.agency in present
    }
    return {one.assessment_id: one for one in latest.values()}


def signed_answers(
    session: Session, returns: Mapping[int, Signed]
) -> dict[tuple[int, int], SignedAnswer]:
    """By return and question, the answers that were there when they were signed."""
    statement = (
        select(
            AssessmentAnswer.assessment_id,
            AssessmentAnswer.answered_at,
            AssessmentAnswer.id,
            AssessmentAnswer.question,
            AssessmentAnswer.score,
            AssessmentAnswer.confidence,
            AssessmentAnswer.evidence != "",
        )
        .where(AssessmentAnswer.assessment_id.in_(sorted(returns)))
        .order_by(AssessmentAnswer.assessment_id, AssessmentAnswer.revision)
    )
    found: dict[tuple[int, int], SignedAnswer] = {}
    for number, at, answer_id, asked, score, confidence, evidence in session.execute(statement):
        if at <= returns[number].at:
            sure = confidence.value if confidence else ""
            found[number, asked] = SignedAnswer(answer_id, asked, score, sure, bool(evidence))
    return found


def return_facts(session: Session, day: Day) -> Iterator[ReturnFact]:
    """Every answer of every return that was signed on the day."""
    returns = signed_returns(session, day)
    moderated = _moderated(session, returns, day.on)
    for (number, asked), answer in signed_answers(session, returns).items():
        signed, known = returns[number], question(asked)
        if known is None:
            continue
        yield ReturnFact(
            agency=signed.agency,
            question=asked,
            theme=known.theme.value,
            score=answer.score,
            applies=answer.score is not None,
            confidence=answer.confidence,
            has_evidence=answer.has_evidence,
            is_moderated=answer.answer_id in moderated,
            moderated=moderated.get(answer.answer_id),
            year=signed.year,
            signed_on=london_today(signed.at),
        )


def _moderated(session: Session, returns: Mapping[int, Signed], on: date) -> dict[int, Score]:
    """The coordinator's latest scores by the end of the day, by the answer they were given to."""
    statement = (
        select(AssessmentModeration.answer_id, AssessmentModeration.score)
        .where(
            AssessmentModeration.assessment_id.in_(sorted(returns)),
            AssessmentModeration.moderated_at < first_moment_after(on),
        )
        .order_by(AssessmentModeration.id)
    )
    return {row.answer_id: row.score for row in session.execute(statement)}
