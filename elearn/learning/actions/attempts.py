"""Starting a try at a quiz and keeping its answers as they are given."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.domain.answers import Chosen, pack
from elearn.learning.actions.once import add_once, insert_into
from elearn.learning.drawing import draw_quiz
from elearn.learning.queries.attempts import tries
from elearn.learning.queries.check import anchors_answered
from elearn.learning.tries import asked_before, is_first, under_way
from elearn.models import Answer, Attempt, AttemptKind, Item


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer to keep; ``confidence`` 1 to 5, None where it was not asked or not said."""

    chosen: Chosen
    confidence: int | None


def start_attempt(
    session: Session,
    *,
    person_id: int,
    module_id: int,
    version_id: int,
    document: ModuleDocument,
    rng: Random,
    now: datetime,
) -> str:
    """The public id of the person's open attempt: the one under way, or else a fresh draw.

    Two calls at once make one attempt: the unique index decides and the other call finds it.
    """
    earlier = tries(session, person_id=person_id, module_id=module_id)
    if begun := under_way(earlier):
        return begun.public_id
    drawn = draw_quiz(
        document,
        rng,
        avoid=asked_before(earlier),
        answered=anchors_answered(session, person_id=person_id) if document.anchors else (),
    )
    add_once(
        session,
        Attempt,
        public_id=secrets.token_urlsafe(16),
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        kind=AttemptKind.QUIZ,
        number=max((one.number for one in earlier), default=0) + 1,
        first=is_first(earlier),
        draw=[[item.key, list(item.options)] for item in drawn],
        started_at=now,
        out_of=len(drawn),
    )
    found: str = session.scalars(
        select(Attempt.public_id).where(
            Attempt.person_id == person_id,
            Attempt.module_id == module_id,
            Attempt.kind == AttemptKind.QUIZ,
            Attempt.submitted_at.is_(None),
        )
    ).one()
    return found


def save_answers(
    session: Session, *, attempt_id: int, answers: Mapping[str, AnswerGiven], now: datetime
) -> bool:
    """Keep answers by item key, each in the place of the one before; False when the attempt was
    handed in meanwhile, and nothing is changed."""
    if not still_open(session, attempt_id=attempt_id):
        return False
    if not answers:
        return True
    ids = {
        row.key: row.id
        for row in session.execute(select(Item.id, Item.key).where(Item.key.in_(sorted(answers))))
    }
    insert = insert_into(session, Answer).values(
        [
            {
                "attempt_id": attempt_id,
                "item_id": ids[key],
                "choice": pack(answer.chosen),
                "confidence": answer.confidence,
                "answered_at": now,
            }
            for key, answer in sorted(answers.items())
        ]
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["attempt_id", "item_id"],
            set_={
                "choice": insert.excluded.choice,
                "confidence": func.coalesce(insert.excluded.confidence, Answer.confidence),
                "answered_at": insert.excluded.answered_at,
            },
        )
    )
    return True


def still_open(session: Session, *, attempt_id: int) -> bool:
    """Whether the attempt is not handed in yet. Holds its row until the transaction ends, so that
    no answer slips in while it is being marked."""
    statement = (
        select(Attempt.id)
        .where(Attempt.id == attempt_id, Attempt.submitted_at.is_(None))
        .with_for_update()
    )
    return session.scalar(statement) is not None
