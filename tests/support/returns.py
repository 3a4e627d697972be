"""Self-assessments, answered and signed as the product's own actions do it."""

from datetime import UTC, datetime

from elearn.domain.assessment import QUESTIONS
from elearn.models import AssessmentAnswer, AssessmentState, SelfAssessment
from elearn.returns.actions.assessments import Said, save_answer, sign
from elearn.returns.by import By


def by(person, now=None) -> By:
    """Somebody who does something now."""
    now = now or datetime.now(UTC)
    return By(person.id, now, now.date())


def said(score=2, evidence="Policy of March.", na_reason="", confidence="A") -> Said:
    """An answer; without a score it does not apply."""
    if score is None:
        return Said(None, na_reason or "We run no such service.", evidence, "")
    return Said(score, "", evidence, confidence)


def answer_all(session, agency, person, year, *, words="Policy of March.", score=2) -> None:
    """Every question answered."""
    for one in QUESTIONS:
        save_answer(
            session,
            agency_id=agency.id,
            year=year,
            question=one.number,
            said=said(score, words),
            seen=0,
            by=by(person),
        )
    session.commit()


def signed_return(session, agency, person, year, *, words="Policy of March.", score=2) -> int:
    """A return of any year, whole and signed; its id."""
    begun = SelfAssessment(
        agency_id=agency.id,
        year=year,
        state=AssessmentState.OPEN,
        opened_by_id=person.id,
        opened_at=datetime(year, 3, 1, 9, tzinfo=UTC),
    )
    session.add(begun)
    session.flush()
    session.add_all(
        AssessmentAnswer(
            assessment_id=begun.id,
            question=one.number,
            revision=1,
            score=score,
            na_reason="",
            evidence=words,
            confidence="A",
            answered_by_id=person.id,
            answered_at=datetime(year, 3, 2, 9, tzinfo=UTC),
        )
        for one in QUESTIONS
    )
    session.flush()
    sign(session, agency_id=agency.id, year=year, seen=len(QUESTIONS), by=by(person))
    session.commit()
    return begun.id
