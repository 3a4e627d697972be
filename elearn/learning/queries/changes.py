"""Material changes of modules, and what somebody holds and has read of them."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from elearn.learning.changes import Change, Holds
from elearn.learning.mine import Held
from elearn.learning.queries.training import holdings
from elearn.models import ChangeKind, ChangeRead, Completion, Holding, ModuleVersion
from elearn.models.rows import rows

_CHANGED, _DONE = aliased(ModuleVersion), aliased(ModuleVersion)
# The first version changed nothing: there was nothing before it.
_IS_MATERIAL = and_(_CHANGED.change == ChangeKind.MATERIAL, _CHANGED.number > 1)


@dataclass(frozen=True, slots=True)
class Read:
    """That somebody read about a change, and how many of its questions they had right."""

    read_at: datetime
    right: int
    out_of: int


def changes_of(session: Session, *, module_id: int) -> tuple[Change, ...]:
    """The material changes of a module, the first one first."""
    statement = (
        select(_CHANGED.id, _CHANGED.number, _CHANGED.published_at, _CHANGED.change_note)
        .where(_CHANGED.module_id == module_id, _IS_MATERIAL)
        .order_by(_CHANGED.number)
    )
    return tuple(Change(*row) for row in session.execute(statement))


def holds(session: Session, *, person_id: int, module_id: int) -> Holds | None:
    """What a person holds of a module, in date or not."""
    statement = (
        select(Holding.completed_on, _DONE.number)
        .join(Completion, Completion.id == Holding.completion_id)
        .outerjoin(_DONE, _DONE.id == Completion.version_id)
        .where(Holding.person_id == person_id, Holding.module_id == module_id)
    )
    row = session.execute(statement).one_or_none()
    return Holds(*row) if row else None


def read_of(session: Session, *, person_id: int, version_id: int) -> Read | None:
    """What a person has read about the change that a version made."""
    statement = select(ChangeRead.read_at, ChangeRead.right, ChangeRead.out_of).where(
        ChangeRead.person_id == person_id, ChangeRead.version_id == version_id
    )
    row = session.execute(statement).one_or_none()
    return Read(*row) if row else None


def held_and_unread(
    session: Session, *, person_id: int
) -> tuple[dict[int, Held], dict[int, Change]]:
    """What a person holds, by module, the latest first; and of these the latest material change,
    made since they completed it, that they have not read about. What is out of date is among
    them."""
    held: dict[int, Held] = {}
    latest: dict[int, Change] = {}
    for row in rows(session, _held_and_changed(), {"person_id": person_id}):
        held.setdefault(row.module_id, Held(*row[: len(fields(Held))]))
        if row.version_id is None:
            continue
        change = Change(row.version_id, row.number, row.published_at, row.change_note)
        latest.pop(row.module_id, None)
        if row.read is None and Holds(row.completed_on, row.done_on).is_older_than(change):
            latest[row.module_id] = change
    return held, latest


@cache
def _held_and_changed() -> Select[*tuple[Any, ...]]:
    """Put together once: building a statement costs more than asking it."""
    return (
        holdings()
        .add_columns(
            _DONE.number.label("done_on"),
            _CHANGED.id.label("version_id"),
            _CHANGED.number,
            _CHANGED.published_at,
            _CHANGED.change_note,
            ChangeRead.id.label("read"),
        )
        .join(Completion, Completion.id == Holding.completion_id)
        .outerjoin(_DONE, _DONE.id == Completion.version_id)
        .outerjoin(_CHANGED, and_(_CHANGED.module_id == Holding.module_id, _IS_MATERIAL))
        .outerjoin(
            ChangeRead,
            (ChangeRead.version_id == _CHANGED.id) & (ChangeRead.person_id == Holding.person_id),
        )
        .order_by(_CHANGED.number)
    )
