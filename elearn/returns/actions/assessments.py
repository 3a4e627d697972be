"""Answers the yearly self-assessment, signs it and opens it again. What was said is never lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.assessment import Score, is_whole, may_begin
from elearn.models import (
    Agency,
    AnswerConfidence,
    AssessmentAct,
    AssessmentAnswer,
    AssessmentDetail,
    AssessmentState,
    SelfAssessment,
)
from elearn.operations.invitations import Sender
from elearn.operations.leads import whom_to_tell
from elearn.operations.letters import Draft, write_many
from elearn.operations.trail import note
from elearn.returns import letters
from elearn.returns.actions.figures import hold_agency
from elearn.returns.by import By, ReturnError, StaleError

SIGNED = "This return is signed. Ask the coordinator to open it again if something has to change."
TOO_EARLY = "A return can be begun in its year, and until the end of March after it."
UNANSWERED = "Some questions have no answer yet. Answer them, then sign."
CHANGED = "Answers were changed while you had the page open. Read them again, then sign."
NOT_SIGNED = "This return is not signed, so there is nothing to open again."
OTHER_ANSWER = "Somebody else saved an answer to this question while you were writing."


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency answers. Without a score the question does not apply, for a reason.
    ``details`` are figures, dates and ticks by key, as they are kept."""

    score: Score
    na_reason: str
    evidence: str
    confidence: str
    details: Mapping[str, str] = field(default_factory=dict)


def held(session: Session, agency_id: int, year: int) -> SelfAssessment | None:
    """The return of that year, held until the transaction ends."""
    hold_agency(session, agency_id)
    return session.scalar(
        select(SelfAssessment)
        .where(SelfAssessment.agency_id == agency_id, SelfAssessment.year == year)
        .execution_options(populate_existing=True)
    )


def save_answer(
    session: Session,
    *,
    agency_id: int,
    year: int,
    question: int,
    said: Said,
    seen: int,
    by: By,
) -> bool:
    """Keep an answer; False when the same is there already. The first answer begins the return.

    ``seen`` is the revision that the page showed, 0 for none. Raises ReturnError when the return
    is signed or cannot be begun, StaleError when somebody else answered since.
    """
    found = held(session, agency_id, year)
    if found is not None and found.state is AssessmentState.SIGNED:
        raise ReturnError(SIGNED)
    before = _latest(session, found.id, question) if found else None
    if before is not None and _is_same(session, before, said):
        return False
    revision = before.revision if before else 0
    if revision != seen:
        raise StaleError(OTHER_ANSWER)
    kept = found or _begin(session, agency_id, year, by)
    answer = AssessmentAnswer(
        assessment_id=kept.id,
        question=question,
        revision=revision + 1,
        score=said.score,
        na_reason=said.na_reason,
        evidence=said.evidence,
        confidence=AnswerConfidence(said.confidence) if said.confidence else None,
        answered_by_id=by.person_id,
        answered_at=by.now,
    )
    session.add(answer)
    session.flush()
    for key, value in said.details.items():
        session.add(AssessmentDetail(answer_id=answer.id, key=key, value=value))
    session.flush()
    tell(session, "return.answered", kept, by, question=question, revision=revision + 1)
    return True


def sign(session: Session, *, agency_id: int, year: int, seen: int, by: By) -> bool:
    """Sign a return; False when it is signed already. ``seen`` is the number of answers saved, as
    the page that was read knew it. Raises ReturnError when answers are missing."""
    found = held(session, agency_id, year)
    if found is None:
        raise ReturnError(UNANSWERED)
    if found.state is AssessmentState.SIGNED:
        return False
    if not is_whole(_answered(session, found.id)):
        raise ReturnError(UNANSWERED)
    if seen != saves(session, found.id):
        raise StaleError(CHANGED)
    found.state, found.signed_by_id, found.signed_at = (
        AssessmentState.SIGNED,
        by.person_id,
        by.now,
    )
    _act(session, found, by)
    tell(session, "return.signed", found, by)
    return True


def reopen(
    session: Session, *, agency_id: int, year: int, reason: str, sender: Sender, by: By
) -> None:
    """Let an agency change what it signed, and write to who signed it. Raises ReturnError when it
    is not signed."""
    found = held(session, agency_id, year)
    if found is None or found.state is not AssessmentState.SIGNED:
        raise ReturnError(NOT_SIGNED)
    signer = found.signed_by_id
    found.state, found.signed_by_id, found.signed_at = AssessmentState.REOPENED, None, None
    act = _act(session, found, by, reason)
    _write(session, found, act, signer, sender)
    tell(session, "return.reopened", found, by)


def saves(session: Session, assessment_id: int) -> int:
    """How often an answer of this return was saved: it only ever grows."""
    statement = select(func.count()).where(AssessmentAnswer.assessment_id == assessment_id)
    return session.scalar(statement) or 0


def _answered(session: Session, assessment_id: int) -> set[int]:
    statement = select(AssessmentAnswer.question).where(
        AssessmentAnswer.assessment_id == assessment_id
    )
    return set(session.scalars(statement))


def _latest(session: Session, assessment_id: int, question: int) -> AssessmentAnswer | None:
    statement = (
        select(AssessmentAnswer)
        .where(
            AssessmentAnswer.assessment_id == assessment_id,
            AssessmentAnswer.question == question,
        )
        .order_by(AssessmentAnswer.revision.desc())
        .limit(1)
    )
    return session.scalar(statement)


def _is_same(session: Session, row: AssessmentAnswer, said: Said) -> bool:
    confidence = row.confidence.value if row.confidence else ""
    there = (row.score, row.na_reason, row.evidence, confidence)
    if there != (said.score, said.na_reason, said.evidence, said.confidence):
        return False
    kept = select(AssessmentDetail.key, AssessmentDetail.value).where(
        AssessmentDetail.answer_id == row.id
    )
    details = {row.key: row.value for row in session.execute(kept)}
    return details == dict(said.details)


def _begin(session: Session, agency_id: int, year: int, by: By) -> SelfAssessment:
    if not may_begin(year, by.today):
        raise ReturnError(TOO_EARLY)
    begun = SelfAssessment(
        agency_id=agency_id,
        year=year,
        state=AssessmentState.OPEN,
        opened_by_id=by.person_id,
        opened_at=by.now,
    )
    session.add(begun)
    session.flush()
    return begun


def _act(session: Session, found: SelfAssessment, by: By, reason: str = "") -> AssessmentAct:
    act = AssessmentAct(
        assessment_id=found.id,
        state=found.state,
        by_id=by.person_id,
        at=by.now,
        reason=reason,
    )
    session.add(act)
    session.flush()
    return act


def _write(
    session: Session,
    found: SelfAssessment,
    act: AssessmentAct,
    signer: int | None,
    sender: Sender,
) -> None:
    """Tell who signed it, or who leads the agency by now, once for each time it is opened."""
    slug = session.get_one(Agency, found.agency_id).slug
    drafts = []
    for one in whom_to_tell(session, agency_id=found.agency_id, sent_by=signer, now=act.at):
        words = letters.reopened(
            sender, name=one.name, year=found.year, reason=act.reason, agency_slug=slug
        )
        key = f"return-reopened:{act.id}:{one.person_id}"
        drafts.append(Draft(key, one.person_id, one.email, words.subject, words.body))
    write_many(session, drafts, now=act.at)


def tell(session: Session, action: str, found: SelfAssessment, by: By, **detail: Any) -> None:
    """One line of the trail about a return: numbers, and no words that anybody typed."""
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="return",
        subject_id=found.id,
        detail={"agency": found.agency_id, "year": found.year} | detail,
        now=by.now,
    )
