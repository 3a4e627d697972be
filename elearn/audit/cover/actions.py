"""Setting a rule of minimum cover, and ending it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.models import MinimumCover
from elearn.operations.trail import note


@dataclass(frozen=True, slots=True)
class Wanted:
    """A new rule: of a module, or of a level where there is none."""

    team_id: int
    module_id: int | None
    level: str
    number: int
    why: str


def set_rule(
    session: Session, wanted: Wanted, *, actor_id: int, now: datetime, today: date
) -> MinimumCover:
    """Set a rule from today on. The same rule that is in force already stays as it is."""
    same = select(MinimumCover).where(
        MinimumCover.team_id == wanted.team_id,
        MinimumCover.module_id.is_not_distinct_from(wanted.module_id),
        MinimumCover.level == wanted.level,
        MinimumCover.number == wanted.number,
        MinimumCover.end.is_(None),
    )
    if found := session.scalars(same.limit(1)).one_or_none():
        return found
    row = MinimumCover(
        team_id=wanted.team_id,
        module_id=wanted.module_id,
        level=wanted.level,
        number=wanted.number,
        start=today,
        why=wanted.why,
        created_at=now,
        created_by_id=actor_id,
    )
    session.add(row)
    session.flush()
    _note(session, "cover.set", row.id, actor_id, now)
    return row


def end_rule(session: Session, *, rule_id: int, actor_id: int, now: datetime, today: date) -> bool:
    """End a rule from today on; False when there is none in force of that number."""
    statement = (
        update(MinimumCover)
        .where(MinimumCover.id == rule_id, MinimumCover.end.is_(None))
        .values(end=today)
        .returning(MinimumCover.id)
    )
    if session.execute(statement).one_or_none() is None:
        return False
    _note(session, "cover.ended", rule_id, actor_id, now)
    return True


def _note(session: Session, action: str, rule_id: int, actor_id: int, now: datetime) -> None:
    note(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="cover",
        subject_id=rule_id,
        now=now,
    )
