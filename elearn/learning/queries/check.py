"""What the knowledge check reads of a learner: their goes, their anchors, and their level."""

from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from elearn.learning.check import Go
from elearn.models import (
    Answer,
    Attempt,
    AttemptKind,
    Item,
    Level,
    Module,
    ModuleKind,
    ModuleVersion,
    Posting,
    StaffRole,
)
from elearn.models.rows import rows
from elearn.records.asked import in_force

_ANCHORS = (  # put together once: every quiz that begins asks it
    select(Item.key)
    .join(Answer, Answer.item_id == Item.id)
    .join(Attempt, Attempt.id == Answer.attempt_id)
    .where(Attempt.person_id == bindparam("person_id"), Item.anchor.is_(True))
)


def goes(session: Session, *, person_id: int) -> tuple[Go, ...]:
    """A person's goes at the knowledge check, the first one first."""
    form = func.coalesce(ModuleVersion.document["form"].as_string(), "")
    statement = (
        select(
            Attempt.public_id,
            Attempt.number,
            form,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.score,
            Attempt.out_of,
        )
        .join(ModuleVersion, ModuleVersion.id == Attempt.version_id)
        .join(Module, Module.id == Attempt.module_id)
        .where(
            Attempt.person_id == person_id,
            Attempt.kind == AttemptKind.ANCHOR,
            Module.kind == ModuleKind.CHECK,
        )
        .order_by(Attempt.number, Attempt.id)
    )
    return tuple(Go(*row) for row in session.execute(statement))


def anchors_answered(session: Session, *, person_id: int) -> frozenset[str]:
    """The keys of the anchor questions a person was ever asked and answered."""
    found = rows(session, _ANCHORS, {"person_id": person_id})
    return frozenset(found.scalars())


def is_specialist(session: Session, *, person_id: int, today: date) -> bool:
    """Whether a posting of today needs competence at level C."""
    statement = (
        select(Posting.id)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .where(
            Posting.person_id == person_id,
            StaffRole.level == Level.C,
            in_force(Posting.start, Posting.end, today),
        )
        .limit(1)
    )
    return session.scalar(statement) is not None
