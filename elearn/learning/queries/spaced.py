"""The five questions behind a link of a letter."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.quiz import DrawnItem
from elearn.learning.queries.attempts import AttemptRow
from elearn.models import Attempt, Module, Person, PersonStatus, SpacedCheck


@dataclass(frozen=True, slots=True)
class Again:
    """Questions sent to somebody some months after a completion, as they were drawn.
    ``is_over``: the link has run out, or its reader may not come in any more."""

    id: int
    person_id: int
    module_id: int
    slug: str
    version_id: int
    months: int
    drawn: tuple[DrawnItem, ...]
    is_used: bool
    is_over: bool
    attempt_id: int | None

    @property
    def is_open(self) -> bool:
        return not (self.is_used or self.is_over)


def again(session: Session, *, secret_hash: str, now: datetime) -> Again | None:
    """The questions behind the link with that hash; None for no link of ours."""
    row = session.execute(
        select(SpacedCheck, Module.slug, Person.status)
        .join(Module, Module.id == SpacedCheck.module_id)
        .join(Person, Person.id == SpacedCheck.person_id)
        .where(SpacedCheck.secret_hash == secret_hash)
    ).one_or_none()
    if row is None:
        return None
    check: SpacedCheck = row[0]
    return Again(
        id=check.id,
        person_id=check.person_id,
        module_id=check.module_id,
        slug=row[1],
        version_id=check.version_id,
        months=check.after_months,
        drawn=tuple(DrawnItem(key, tuple(options)) for key, options in check.draw),
        is_used=check.used_at is not None,
        is_over=check.expires_at <= now or row[2] is not PersonStatus.ACTIVE,
        attempt_id=check.attempt_id,
    )


def answered(session: Session, asked: Again) -> AttemptRow | None:
    """The attempt that used the link up."""
    found = session.get(Attempt, asked.attempt_id) if asked.attempt_id else None
    return as_row(asked, found) if found else None


def as_row(asked: Again, attempt: Attempt) -> AttemptRow:
    """The attempt as the machinery of tries reads it: like a go at the knowledge check, nobody
    passes or fails it."""
    return AttemptRow(
        id=attempt.id,
        public_id=attempt.public_id,
        person_id=attempt.person_id,
        module_id=attempt.module_id,
        slug=asked.slug,
        version_id=attempt.version_id,
        number=attempt.number,
        drawn=asked.drawn,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        score=attempt.score,
        out_of=attempt.out_of,
        passed=None,
        is_check=True,
        language=attempt.language,
    )
