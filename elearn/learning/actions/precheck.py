"""Beginning a pre-check of a module, and leaving it for the quiz."""

from datetime import datetime
from random import Random

from sqlalchemy import delete, exists
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.learning.actions.opening import open_once
from elearn.learning.drawing import draw_quiz
from elearn.learning.queries.attempts import precheck_tries, tries
from elearn.learning.queries.check import anchors_answered
from elearn.learning.tries import Try, asked_before, under_way
from elearn.models import Answer, Attempt, AttemptKind


def start_precheck(
    session: Session,
    *,
    person_id: int,
    module_id: int,
    version_id: int,
    document: ModuleDocument,
    rng: Random,
    now: datetime,
    language: str = "",
) -> str:
    """The public id of the person's open pre-check: the one under way, or else a fresh draw, as the
    module's quiz draws. It is always a first attempt: what somebody knew before they were taught
    here. Two calls at once make one: the unique index decides and the other call finds it."""
    kind = AttemptKind.PRECHECK
    every = tries(session, person_id=person_id, module_id=module_id, kind=kind)
    if begun := under_way(every):
        return begun.public_id
    quizzes = tries(session, person_id=person_id, module_id=module_id)
    drawn = draw_quiz(
        document,
        rng,
        avoid=asked_before((*quizzes, *every)),
        answered=anchors_answered(session, person_id=person_id) if document.anchors else (),
    )
    return open_once(
        session,
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        kind=AttemptKind.PRECHECK,
        earlier=every,
        first=True,
        drawn=drawn,
        now=now,
        language=language,
    )


def leave_precheck(session: Session, *, person_id: int, module_id: int) -> tuple[Try, ...]:
    """Before the quiz begins: a pre-check that was opened and not answered is as if it had never
    been. Returns the person's pre-checks of the module that are left."""
    there = precheck_tries(session, person_id=person_id, module_id=module_id)
    if not under_way(there):
        return there
    session.execute(
        delete(Attempt)
        .where(
            Attempt.person_id == person_id,
            Attempt.module_id == module_id,
            Attempt.kind == AttemptKind.PRECHECK,
            Attempt.first,
            Attempt.submitted_at.is_(None),
            ~exists().where(Answer.attempt_id == Attempt.id),
        )
        .execution_options(synchronize_session=False)
    )
    return precheck_tries(session, person_id=person_id, module_id=module_id)
