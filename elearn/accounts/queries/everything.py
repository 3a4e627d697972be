"""Everything that is held on one person, for whoever asks to see it."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    String,
    Table,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from elearn.gateways.message import without_links
from elearn.models import Base, Person, PersonMerge, TrailEntry

SECRETS = frozenset({"hash", "secret_hash"})  # of no use to the person, of use to a thief
THEIRS = ("person.id",)
CHILDREN = ("attempt.id", "completion.id")  # whose rows hang on rows of the person


def everything_about(session: Session, person_id: int) -> dict[str, Any]:
    """Every row of every table that points to a person, by table; rows in the order of their
    keys, of all records that were put together. A table added later is found by its foreign key.
    Times are ISO 8601."""
    ids = records_of(session, person_id)
    held: dict[str, Any] = {"person": _rows(session, _table("person"), Person.id.in_(ids))}
    for table in Base.metadata.sorted_tables:
        columns = _pointing_to(table, THEIRS)
        if columns:
            held[table.name] = _rows(session, table, or_(*(one.in_(ids) for one in columns)))
    for table in Base.metadata.sorted_tables:
        for parent in CHILDREN:
            for column in _pointing_to(table, (parent,)):
                held.setdefault(table.name, []).extend(
                    _rows(session, table, column.in_(_own_ids(parent, ids)))
                )
    held["trail_entry"] = _trail(session, ids)
    return {name: _without_repeats(rows) for name, rows in held.items() if rows}


def records_of(session: Session, person_id: int) -> tuple[int, ...]:
    """The person's record and every one that was put together with it and stands so today."""
    found = select(literal(person_id, Integer).label("id")).cte("record", recursive=True)
    found = found.union(
        select(PersonMerge.merged_id).where(
            PersonMerge.kept_id == found.c.id, PersonMerge.undone_at.is_(None)
        )
    )
    return tuple(session.scalars(select(found.c.id).order_by(found.c.id)))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _pointing_to(table: Table, targets: tuple[str, ...]) -> list[ColumnElement[Any]]:
    return [
        column
        for column in table.columns
        if any(key.target_fullname in targets for key in column.foreign_keys)
    ]


def _own_ids(parent: str, ids: Sequence[int]) -> Any:
    table = _table(parent.partition(".")[0])
    return select(table.c.id).where(table.c.person_id.in_(ids))


def _rows(session: Session, table: Table, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [_shown(column) for column in table.columns if column.name not in SECRETS]
    found = session.execute(select(*columns).where(condition).order_by(*table.primary_key.columns))
    return [{key: _plain(value) for key, value in row._mapping.items()} for row in found]


def _shown(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as it is read: of a file only its length, as people take it from its own page."""
    if not isinstance(column.type, LargeBinary):
        return column
    return (cast(func.length(column), String) + " bytes").label(column.key)


def _trail(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    """What was done to the person and what they did. The others are numbers there."""
    about = (TrailEntry.subject_kind == "person") & TrailEntry.subject_id.in_(map(str, ids))
    return _rows(session, _table("trail_entry"), or_(about, TrailEntry.actor_id.in_(ids)))


def _without_repeats(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({repr(row): row for row in rows}.values())


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return without_links(value) if isinstance(value, str) else value
