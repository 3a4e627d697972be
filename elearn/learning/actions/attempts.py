"""Starting a try at a quiz and keeping its answers as they are given."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.domain.answers import Chosen, pack, unpack
from elearn.learning.actions.once import insert_into
from elearn.learning.actions.opening import open_once
from elearn.learning.actions.precheck import leave_precheck
from elearn.learning.drawing import draw_quiz
from elearn.learning.precheck import was_taken_first
from elearn.learning.queries.attempts import tries
from elearn.learning.queries.check import anchors_answered
from elearn.learning.tries import asked_before, is_first, under_way
from elearn.learning.turns import Fate, FromPage, Kept, fate
from elearn.models import Answer, Attempt, AttemptKind, Item


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer to keep; ``confidence`` 1 to 5, None where it was not asked or not said."""

    chosen: Chosen
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Saving:
    """What became of answers that were sent: item keys of those that were ``kept``, and of those
    for which a ``newer`` answer stands."""

    is_open: bool
    kept: frozenset[str] = frozenset()
    newer: frozenset[str] = frozenset()


def start_attempt(
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
    """The public id of the person's open attempt: the one under way, or else a fresh draw.

    Two calls at once make one attempt: the unique index decides and the other call finds it.
    """
    earlier = tries(session, person_id=person_id, module_id=module_id)
    if begun := under_way(earlier):
        return begun.public_id
    checks = leave_precheck(session, person_id=person_id, module_id=module_id)
    drawn = draw_quiz(
        document,
        rng,
        avoid=asked_before((*earlier, *checks)),
        answered=anchors_answered(session, person_id=person_id) if document.anchors else (),
    )
    return open_once(
        session,
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        kind=AttemptKind.QUIZ,
        earlier=earlier,
        first=is_first(earlier) and not was_taken_first(checks, earlier),
        drawn=drawn,
        now=now,
        language=language,
    )


def save_answers(
    session: Session,
    *,
    attempt_id: int,
    answers: Mapping[str, AnswerGiven],
    now: datetime,
    page: FromPage | None = None,
) -> Saving:
    """Keep answers by item key, each in the place of the one before. One that was given elsewhere
    after its ``page`` was drawn stays, and is named as ``newer``; without a page all are kept. An
    attempt that was handed in meanwhile is not open, and nothing is changed.
    """
    saves = _saves(session, attempt_id)
    if saves is None:
        return Saving(is_open=False)
    stored = _kept(session, attempt_id, answers) if page and answers else {}
    fates = {
        key: fate(stored.get(key), page, one.chosen, one.confidence) if page else Fate.KEEP
        for key, one in answers.items()
    }
    kept = {key: answers[key] for key in sorted(answers) if fates[key] is Fate.KEEP}
    if kept:
        origin = page or FromPage("", saves)
        _write(session, attempt_id, kept, origin, now=now, number=saves + 1)
    newer = frozenset(key for key, one in fates.items() if one is Fate.OLDER)
    return Saving(is_open=True, kept=frozenset(kept), newer=newer)


def _kept(session: Session, attempt_id: int, keys: Collection[str]) -> dict[str, Kept]:
    rows = session.execute(
        select(
            Item.key,
            Answer.choice,
            Answer.confidence,
            Answer.saved_as,
            Answer.page_key,
            Answer.turn,
        )
        .join(Item, Item.id == Answer.item_id)
        .where(Answer.attempt_id == attempt_id, Item.key.in_(sorted(keys)))
    )
    return {
        row.key: Kept(unpack(row.choice), row.confidence, row.saved_as, row.page_key, row.turn)
        for row in rows
    }


def _write(
    session: Session,
    attempt_id: int,
    answers: Mapping[str, AnswerGiven],
    page: FromPage,
    *,
    now: datetime,
    number: int,
) -> None:
    """Store the answers as the attempt's save of that ``number``."""
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
                "saved_as": number,
                "page_key": page.key,
                "turn": page.turn,
            }
            for key, answer in answers.items()
        ]
    )
    new = insert.excluded
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["attempt_id", "item_id"],
            set_={
                "choice": new.choice,
                "confidence": func.coalesce(new.confidence, Answer.confidence),
                "answered_at": new.answered_at,
                "saved_as": new.saved_as,
                "page_key": new.page_key,
                "turn": new.turn,
            },
        )
    )
    session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id)
        .values(saves=number)
        .execution_options(synchronize_session=False)
    )


def still_open(session: Session, *, attempt_id: int) -> bool:
    """Whether the attempt is not handed in yet. Holds its row until the transaction ends, so that
    no answer slips in while it is being marked."""
    return _saves(session, attempt_id) is not None


def _saves(session: Session, attempt_id: int) -> int | None:
    """How often answers of an open attempt were kept, and its row held; None once handed in."""
    statement = (
        select(Attempt.saves)
        .where(Attempt.id == attempt_id, Attempt.submitted_at.is_(None))
        .with_for_update()
    )
    return session.scalar(statement)
