"""Handing a quiz in: marked, and on a pass put on the record, in one transaction, once."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.domain.certificates import new_code
from elearn.domain.marking import NONE, Mark, mark
from elearn.learning.actions.attempts import still_open
from elearn.learning.actions.once import add_once
from elearn.learning.actions.top_up import complete_top_up
from elearn.learning.queries.attempts import AttemptRow, Given, given
from elearn.models import Answer, Attempt, Certificate, Grade
from elearn.models.rows import rows
from elearn.operations import trail
from elearn.records.actions import put_on_record

# Put together once: building a statement costs more than running it.
_CLOSE = (
    update(Attempt)
    .where(Attempt.id == bindparam("of"), Attempt.submitted_at.is_(None))
    .values(submitted_at=bindparam("on"), score=bindparam("points"), passed=bindparam("whether"))
)
_MARK = (
    update(Answer)
    .where(Answer.id == bindparam("of"))
    .values(correct=bindparam("whether"), credit=bindparam("part"))
)


def hand_in(
    session: Session,
    *,
    attempt: AttemptRow,
    document: ModuleDocument,
    now: datetime,
    today: date,
    is_held: bool = False,
) -> tuple[int, ...]:
    """Mark the attempt against the version it was drawn from.

    Returns the numbers of the questions that still need something, and then nothing is changed;
    none when the attempt is handed in, by this call or by an earlier one. Nobody passes or fails
    the knowledge check: it leaves marks and nothing on the record. ``is_held``: answers were kept
    in this transaction, which has held the attempt's row since and found it open.
    """
    if not is_held and not still_open(session, attempt_id=attempt.id):
        return ()
    answers = given(session, attempt_id=attempt.id)
    missing = unfinished(attempt, document, answers)
    if missing:
        return missing
    result = _mark(attempt, document, answers)
    passed = None if attempt.is_check else result.passed
    marks = {"of": attempt.id, "on": now, "points": result.score, "whether": passed}
    if not rows(session, _CLOSE, marks).rowcount:
        return ()
    _keep_marks(session, answers, result)
    if passed and attempt.is_top_up:
        complete_top_up(session, attempt=attempt, document=document, now=now, today=today)
    elif passed:
        _put_on_record(session, attempt=attempt, now=now, today=today)
    return ()


def unfinished(
    attempt: AttemptRow, document: ModuleDocument, answers: Mapping[str, Given]
) -> tuple[int, ...]:
    """The numbers (from 1) of the questions without an answer, or without the confidence that
    anchor questions ask for."""
    missing = []
    for number, drawn in enumerate(attempt.drawn, start=1):
        answer = answers.get(drawn.key)
        item = document.items_by_key[drawn.key]
        if answer is None or (item.anchor and answer.confidence is None):
            missing.append(number)
    return tuple(missing)


def _mark(attempt: AttemptRow, document: ModuleDocument, answers: Mapping[str, Given]) -> Mark:
    key = document.answer_key()
    return mark(
        {item: answer.chosen for item, answer in answers.items()},
        {drawn.key: key[drawn.key] for drawn in attempt.drawn},
        document.pass_share,
    )


def _keep_marks(session: Session, answers: Mapping[str, Given], result: Mark) -> None:
    rows(
        session,
        _MARK,
        [
            {
                "of": answer.id,
                "whether": key in result.right,
                "part": float(result.credits.get(key, NONE)),
            }
            for key, answer in sorted(answers.items())
        ],
    )


def _put_on_record(session: Session, *, attempt: AttemptRow, now: datetime, today: date) -> None:
    source = "pre-check" if attempt.is_precheck else "quiz"
    completion_id = put_on_record(
        session,
        person_id=attempt.person_id,
        module_id=attempt.module_id,
        version_id=attempt.version_id,
        attempt_id=attempt.id,
        on=today,
        grade=Grade.HERE,
        source=source,
        now=now,
    )
    issued = add_once(
        session,
        Certificate,
        completion_id=completion_id,
        code=new_code(secrets.token_bytes),
        issued_at=now,
    )
    if issued:
        trail.note(
            session,
            action="completion.recorded",
            actor_id=attempt.person_id,
            subject_kind="completion",
            subject_id=completion_id,
            detail={"module": attempt.module_id, "grade": Grade.HERE.value, "source": source},
            now=now,
        )
