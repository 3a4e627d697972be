"""Self-assessments, answered and signed as the product's own actions do it."""

from datetime import UTC, datetime

from elearn.domain.assessment import QUESTIONS
from elearn.models import AssessmentAnswer, AssessmentState, SelfAssessment
from elearn.returns.actions.assessments import Said, save_answer, sign
from elearn.returns.actions.imports import keep
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


def kept_file(session, agency, person, *, words="Payroll") -> int:
    """A file of one headcount that was looked at and not applied; the import's number."""
    source = words.replace('"', '""')
    number = keep(
        session,
        agency_id=agency.id,
        filename=words,
        content=f'role,headcount,as_at,source\nX1,5,2026-01-01,"{source}"\n'.encode(),
        grade="A",
        lines=1,
        by=by(person),
    )
    session.commit()
    return number


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


def returned_values(
    session, agency, person, year: int, called: str
) -> dict[str, dict[str, object]]:
    """This year's self-assessment, answered, and that of the year before, signed: which of the two
    a page is about."""
    words = {"words": called} if called else {}
    signed_return(session, agency, person, year - 1, **words)
    answer_all(session, agency, person, year, **words)
    brought = {"number": kept_file(session, agency, person, **words)}
    return {
        "returns.one_file_import": brought,
        "returns.file_lines": brought,
        "returns.apply_file": brought,
        "returns.undo_file": brought,
        "returns.answer": {"number": 1},
        "returns.moderate": {"number": 1, "year": year - 1},
        "returns.one_return": {"year": year - 1},
        "returns.one_printed": {"year": year - 1},
        "returns.one_file": {"year": year - 1},
        "returns.reopen": {"year": year - 1},
    }
