"""A person's tries at a quiz and the answers they gave. Every read names whose they are."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from elearn.domain.answers import Chosen, unpack
from elearn.domain.quiz import DrawnItem
from elearn.learning.tries import Try
from elearn.models import (
    Answer,
    Attempt,
    AttemptKind,
    Item,
    Module,
    ModuleVersion,
)
from elearn.models.rows import rows

TAKEN = (AttemptKind.QUIZ, AttemptKind.ANCHOR, AttemptKind.PRECHECK)
MOST_PARTS = 60  # a mark is never cut into more


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt as it was drawn: its questions with their options in the order shown.
    ``is_check``: a go at the knowledge check, which nobody passes or fails. ``is_top_up``: the
    short quiz after an outside course, which is never a first attempt. ``is_precheck``: of the
    same kind and always a first attempt, it lets those who know skip the screens. ``saves``: how
    often answers were kept. ``language``: of the translation it was asked in, empty for English.
    ``digest``: of what the version says, where it was read."""

    id: int
    public_id: str
    person_id: int
    module_id: int
    slug: str
    version_id: int
    number: int
    drawn: tuple[DrawnItem, ...]
    started_at: datetime
    submitted_at: datetime | None
    score: int | None
    out_of: int
    passed: bool | None
    is_check: bool = False
    is_top_up: bool = False
    is_precheck: bool = False
    saves: int = 0
    language: str = ""
    digest: str = ""

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given; ``confidence`` 1 to 5. Only after handing in: ``correct``, and
    ``credit``, the part of its mark that it earned (0 to 1). ``id`` is its row's, if it has one."""

    chosen: Chosen
    confidence: int | None
    correct: bool | None
    credit: Fraction | None = None
    id: int = 0


# Put together once: building a statement costs more than asking it.
_TRIES = (
    select(
        Attempt.public_id,
        Attempt.number,
        Attempt.started_at,
        Attempt.submitted_at,
        Attempt.score,
        Attempt.out_of,
        Attempt.passed,
        Attempt.draw,
        Attempt.first,
        select(func.sum(Answer.credit))
        .where(Answer.attempt_id == Attempt.id)
        .scalar_subquery()
        .label("points"),
    )
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.module_id == bindparam("module_id"),
        Attempt.kind == bindparam("kind"),
    )
    .order_by(Attempt.number)
)
_OWN = (
    select(
        Attempt.id,
        Attempt.public_id,
        Attempt.person_id,
        Attempt.module_id,
        Module.slug,
        Attempt.version_id,
        Attempt.number,
        Attempt.draw,
        Attempt.started_at,
        Attempt.submitted_at,
        Attempt.score,
        Attempt.out_of,
        Attempt.passed,
        Attempt.kind,
        Attempt.first,
        Attempt.saves,
        Attempt.language,
        ModuleVersion.content_hash,
    )
    .join(Module, Module.id == Attempt.module_id)
    .join(ModuleVersion, ModuleVersion.id == Attempt.version_id)
    .where(
        Attempt.public_id == bindparam("public_id"),
        Attempt.person_id == bindparam("person_id"),
        Attempt.kind.in_(TAKEN),
    )
)
_GIVEN = (
    select(Item.key, Answer.choice, Answer.confidence, Answer.correct, Answer.credit, Answer.id)
    .join(Item, Item.id == Answer.item_id)
    .where(Answer.attempt_id == bindparam("attempt_id"))
    .order_by(Answer.id)
)


def tries(
    session: Session, *, person_id: int, module_id: int, kind: AttemptKind = AttemptKind.QUIZ
) -> tuple[Try, ...]:
    """A person's tries at the quiz of a module, or at another kind, the first one first."""
    values = {"person_id": person_id, "module_id": module_id, "kind": kind}
    return tuple(
        Try(
            public_id=row.public_id,
            number=row.number,
            started_at=row.started_at,
            submitted_at=row.submitted_at,
            score=row.score,
            out_of=row.out_of,
            passed=row.passed,
            asked=frozenset(key for key, _options in row.draw),
            points=_points(row.score if row.points is None else row.points),
            first=row.first,
        )
        for row in rows(session, _TRIES, values)
    )


def top_up_tries(session: Session, *, person_id: int, module_id: int) -> tuple[Try, ...]:
    """A person's tries at the short quiz of a module after an outside course."""
    every = tries(session, person_id=person_id, module_id=module_id, kind=AttemptKind.PRECHECK)
    return tuple(one for one in every if not one.first)


def precheck_tries(session: Session, *, person_id: int, module_id: int) -> tuple[Try, ...]:
    """A person's pre-checks of a module."""
    every = tries(session, person_id=person_id, module_id=module_id, kind=AttemptKind.PRECHECK)
    return tuple(one for one in every if one.first)


def attempt(session: Session, *, person_id: int, public_id: str) -> AttemptRow | None:
    """The person's own attempt of that public id; None for anybody else's and for none."""
    values = {"public_id": public_id, "person_id": person_id}
    row = rows(session, _OWN, values).one_or_none()
    if row is None:
        return None
    return AttemptRow(
        id=row.id,
        public_id=row.public_id,
        person_id=row.person_id,
        module_id=row.module_id,
        slug=row.slug,
        version_id=row.version_id,
        number=row.number,
        drawn=tuple(DrawnItem(key, tuple(options)) for key, options in row.draw),
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        score=row.score,
        out_of=row.out_of,
        passed=row.passed,
        is_check=row.kind is AttemptKind.ANCHOR,
        is_top_up=row.kind is AttemptKind.PRECHECK and not row.first,
        is_precheck=row.kind is AttemptKind.PRECHECK and row.first,
        saves=row.saves,
        language=row.language,
        digest=row.content_hash,
    )


def given(session: Session, *, attempt_id: int) -> dict[str, Given]:
    """The answers of an attempt by item key."""
    return {
        row.key: Given(
            unpack(row.choice),
            row.confidence,
            row.correct,
            _credit(row.correct, row.credit),
            row.id,
        )
        for row in rows(session, _GIVEN, {"attempt_id": attempt_id})
    }


def _credit(correct: bool | None, stored: float | None) -> Fraction | None:
    """The credit as it was reckoned: thirds and the like are stored as near as a float can. What
    was marked before there was any credit was right or wrong."""
    if correct is None:
        return None
    return _points(int(correct) if stored is None else stored)


def _points(stored: float | None) -> Fraction | None:
    return None if stored is None else Fraction(stored).limit_denominator(MOST_PARTS)
