"""Puts the coordinator's own score beside an agency's answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.assessment import Score
from elearn.models import AssessmentAnswer, AssessmentModeration, AssessmentState
from elearn.returns.actions.assessments import held, tell
from elearn.returns.by import By, ReturnError, StaleError

NOT_SIGNED = "This return is not signed. Wait until it is, then look at its answers."
CHANGED = "Somebody else scored this answer while you had the page open. Look at theirs first."


def moderate(
    session: Session,
    *,
    agency_id: int,
    year: int,
    question: int,
    score: Score,
    note: str,
    seen: int,
    by: By,
) -> bool:
    """Keep a score and a note beside the answer that holds; False when the same is there already.

    ``seen`` is the id of the moderation that the page showed, 0 for none. Raises ReturnError when
    the return is not signed, StaleError when somebody else moderated since.
    """
    found = held(session, agency_id, year)
    if found is None or found.state is not AssessmentState.SIGNED:
        raise ReturnError(NOT_SIGNED)
    answer_id = session.scalar(
        select(AssessmentAnswer.id)
        .where(AssessmentAnswer.assessment_id == found.id, AssessmentAnswer.question == question)
        .order_by(AssessmentAnswer.revision.desc())
        .limit(1)
    )
    if answer_id is None:
        raise ReturnError(NOT_SIGNED)
    before = session.scalar(
        select(AssessmentModeration)
        .where(
            AssessmentModeration.assessment_id == found.id,
            AssessmentModeration.question == question,
        )
        .order_by(AssessmentModeration.id.desc())
        .limit(1)
    )
    if before and (before.answer_id, before.score, before.note) == (answer_id, score, note):
        return False
    if (before.id if before else 0) != seen:
        raise StaleError(CHANGED)
    session.add(
        AssessmentModeration(
            assessment_id=found.id,
            question=question,
            answer_id=answer_id,
            score=score,
            note=note,
            moderated_by_id=by.person_id,
            moderated_at=by.now,
        )
    )
    session.flush()
    tell(session, "return.moderated", found, by, question=question)
    return True
