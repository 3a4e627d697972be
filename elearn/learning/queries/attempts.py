"""A person's tries at a quiz and the answers they gave. Every read names whose they are."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from elearn.domain.quiz import DrawnItem
from elearn.learning.tries import Try
from elearn.models import (
    Answer,
    Attempt,
    AttemptKind,
    Certificate,
    Completion,
    Grade,
    Item,
    Module,
)


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt as it was drawn: its questions with their options in the order shown."""

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

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given; ``confidence`` 1 to 5, ``correct`` only after handing in."""

    chosen: frozenset[str]
    confidence: int | None
    correct: bool | None


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
    )
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.module_id == bindparam("module_id"),
        Attempt.kind == AttemptKind.QUIZ,
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
    )
    .join(Module, Module.id == Attempt.module_id)
    .where(
        Attempt.public_id == bindparam("public_id"),
        Attempt.person_id == bindparam("person_id"),
        Attempt.kind == AttemptKind.QUIZ,
    )
)
_GIVEN = (
    select(Item.key, Answer.choice, Answer.confidence, Answer.correct)
    .join(Item, Item.id == Answer.item_id)
    .where(Answer.attempt_id == bindparam("attempt_id"))
    .order_by(Answer.id)
)


def tries(session: Session, *, person_id: int, module_id: int) -> tuple[Try, ...]:
    """A person's tries at the quiz of a module, the first one first."""
    rows = session.execute(_TRIES, {"person_id": person_id, "module_id": module_id})
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
        )
        for row in rows
    )


def open_attempts(session: Session, *, person_id: int) -> dict[int, str]:
    """The attempts a person has begun and not handed in: module -> the attempt's public id."""
    statement = select(Attempt.module_id, Attempt.public_id).where(
        Attempt.person_id == person_id,
        Attempt.kind == AttemptKind.QUIZ,
        Attempt.submitted_at.is_(None),
    )
    return {row.module_id: row.public_id for row in session.execute(statement)}


def attempt(session: Session, *, person_id: int, public_id: str) -> AttemptRow | None:
    """The person's own attempt of that public id; None for anybody else's and for none."""
    values = {"public_id": public_id, "person_id": person_id}
    row = session.execute(_OWN, values).one_or_none()
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
    )


def given(session: Session, *, attempt_id: int) -> dict[str, Given]:
    """The answers of an attempt by item key."""
    return {
        row.key: Given(frozenset(row.choice.split(",")), row.confidence, row.correct)
        for row in session.execute(_GIVEN, {"attempt_id": attempt_id})
    }


def certificate_code(session: Session, *, person_id: int, module_id: int, on: date) -> str | None:
    """The code of the certificate of a module passed here on a day."""
    return session.scalar(
        select(Certificate.code)
        .join(Completion, Completion.id == Certificate.completion_id)
        .where(
            Completion.person_id == person_id,
            Completion.module_id == module_id,
            Completion.completed_on == on,
            Completion.grade == Grade.HERE,
        )
    )
