"""Starting a try at a quiz and keeping its answers as they are given."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random

from sqlalchemy import Executable, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.domain.answers import Chosen, pack, unpack
from elearn.learning.actions.once import dialect_of, insert_into
from elearn.learning.actions.opening import open_once
from elearn.learning.actions.precheck import leave_precheck
from elearn.learning.drawing import draw_quiz
from elearn.learning.precheck import was_taken_first
from elearn.learning.queries.attempts import tries
from elearn.learning.queries.check import anchors_answered
from elearn.learning.tries import Try, asked_before, is_first, under_way
from elearn.learning.turns import Fate, FromPage, Kept, fate
from elearn.models import Answer, Attempt, AttemptKind, Item
from elearn.models.rows import rows

# Put together once: building a statement costs more than running it.
_HELD = (
    select(Attempt.saves)
    .where(Attempt.id == bindparam("attempt_id"), Attempt.submitted_at.is_(None))
    .with_for_update()
)
_STORED = (
    select(
        Item.id.label("item_id"),
        Item.key,
        Answer.choice,
        Answer.confidence,
        Answer.saved_as,
        Answer.page_key,
        Answer.turn,
    )
    .outerjoin(
        Answer, and_(Answer.item_id == Item.id, Answer.attempt_id == bindparam("attempt_id"))
    )
    .where(Item.key.in_(bindparam("keys", expanding=True)))
)
_SAVED = update(Attempt).where(Attempt.id == bindparam("of")).values(saves=bindparam("as_its"))


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
    earlier: tuple[Try, ...] | None = None,
) -> str:
    """The public id of the person's open attempt: the one under way, or else a fresh draw. The
    ``earlier`` tries are read unless they were just read.

    Two calls at once make one attempt: the unique index decides and the other call finds it.
    """
    if earlier is None:
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
    found = _stored(session, attempt_id, answers) if answers else {}
    fates = {
        key: fate(found[key].kept, page, one.chosen, one.confidence) if page else Fate.KEEP
        for key, one in answers.items()
    }
    kept = {key: answers[key] for key in sorted(answers) if fates[key] is Fate.KEEP}
    if kept:
        origin = page or FromPage("", saves)
        _write(session, attempt_id, kept, found, origin, now=now, number=saves + 1)
    newer = frozenset(key for key, one in fates.items() if one is Fate.OLDER)
    return Saving(is_open=True, kept=frozenset(kept), newer=newer)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A question by its row, and what is kept as the answer to it; None as long as nothing is."""

    item_id: int
    kept: Kept | None


def _stored(session: Session, attempt_id: int, keys: Collection[str]) -> dict[str, _Stored]:
    values = {"attempt_id": attempt_id, "keys": sorted(keys)}
    return {
        row.key: _Stored(
            row.item_id,
            None
            if row.choice is None
            else Kept(unpack(row.choice), row.confidence, row.saved_as, row.page_key, row.turn),
        )
        for row in rows(session, _STORED, values)
    }


def _write(
    session: Session,
    attempt_id: int,
    answers: Mapping[str, AnswerGiven],
    found: Mapping[str, _Stored],
    page: FromPage,
    *,
    now: datetime,
    number: int,
) -> None:
    """Store the answers as the attempt's save of that ``number``."""
    rows(
        session,
        _keep(dialect_of(session)),
        [
            {
                "attempt_id": attempt_id,
                "item_id": found[key].item_id,
                "choice": pack(answer.chosen),
                "confidence": answer.confidence,
                "answered_at": now,
                "saved_as": number,
                "page_key": page.key,
                "turn": page.turn,
            }
            for key, answer in answers.items()
        ],
    )
    rows(session, _SAVED, {"of": attempt_id, "as_its": number})


@cache
def _keep(dialect: str) -> Executable:
    """An answer, in the place of the one before. Nobody takes back how sure they were."""
    insert = insert_into(dialect, Answer)
    new = insert.excluded
    return insert.on_conflict_do_update(
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


def still_open(session: Session, *, attempt_id: int) -> bool:
    """Whether the attempt is not handed in yet. Holds its row until the transaction ends, so that
    no answer slips in while it is being marked."""
    return _saves(session, attempt_id) is not None


def _saves(session: Session, attempt_id: int) -> int | None:
    """How often answers of an open attempt were kept, and its row held; None once handed in."""
    saves: int | None = rows(session, _HELD, {"attempt_id": attempt_id}).scalar()
    return saves
