"""Material changes of modules, and what somebody holds and has read of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from elearn.learning.changes import Change, Holds
from elearn.models import ChangeKind, ChangeRead, Completion, Holding, ModuleVersion

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


def unread(session: Session, *, person_id: int) -> dict[int, Change]:
    """By module: the latest material change, made since the person completed it, that they have
    not read about. Completions out of date are among them."""
    statement = (
        select(
            Holding.module_id,
            Holding.completed_on,
            _DONE.number.label("done_on"),
            _CHANGED.id,
            _CHANGED.number,
            _CHANGED.published_at,
            _CHANGED.change_note,
            ChangeRead.id.label("read"),
        )
        .join(Completion, Completion.id == Holding.completion_id)
        .outerjoin(_DONE, _DONE.id == Completion.version_id)
        .join(_CHANGED, _CHANGED.module_id == Holding.module_id)
        .outerjoin(
            ChangeRead,
            (ChangeRead.version_id == _CHANGED.id) & (ChangeRead.person_id == Holding.person_id),
        )
        .where(Holding.person_id == person_id, _IS_MATERIAL)
        .order_by(Holding.module_id, _CHANGED.number)
    )
    latest: dict[int, Change] = {}
    for row in session.execute(statement):
        change = Change(row.id, row.number, row.published_at, row.change_note)
        latest.pop(row.module_id, None)
        if row.read is None and Holds(row.completed_on, row.done_on).is_older_than(change):
            latest[row.module_id] = change
    return latest
