"""Everything the register says is given to a person: gathered entry by entry, for whoever asks."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, String, cast, func, or_, select
from sqlalchemy.orm import Session

from elearn.gateways.message import without_links
from elearn.models import Base, Letter, Person, TrailEntry
from elearn.operations.erasing import records_of
from elearn.privacy.register import REGISTER, Entry

Rows = list[dict[str, Any]]
LEAVES_OUT = ("name", "email", "recipient", "address")


def everything_about(session: Session, person_id: int) -> dict[str, Any]:
    """Every row that an entry of the register leads to, of all records that were put together, by
    the entry's name; rows in the order of their keys. Times are ISO 8601. Others are numbers."""
    ids = records_of(session, person_id)
    found = {
        entry.name: _rows(session, entry, _theirs(session, entry, ids))
        for entry in REGISTER
        if entry.by or entry.table == TrailEntry.__tablename__
    }
    return {name: rows for name, rows in found.items() if rows}


def _theirs(session: Session, entry: Entry, ids: Sequence[int]) -> ColumnElement[bool]:
    """Which rows of an entry are about one of these records."""
    if entry.table == TrailEntry.__tablename__:
        return _in_the_trail(ids)
    table = Base.metadata.tables[entry.table]
    if entry.of:
        parent = Base.metadata.tables[entry.of[0]]
        own = select(parent.c.id).where(parent.c[entry.of[1]].in_(ids))
        return table.c[entry.by].in_(own)
    led = or_(*(table.c[column].in_(ids) for column in entry.by.split()))
    return or_(led, _at_their_address(session, ids)) if entry.table == "letter" else led


def _in_the_trail(ids: Sequence[int]) -> ColumnElement[bool]:
    """What was done to the person and what they did."""
    about = (TrailEntry.subject_kind == "person") & TrailEntry.subject_id.in_(map(str, ids))
    return or_(about, TrailEntry.actor_id.in_(ids))


def _at_their_address(session: Session, ids: Sequence[int]) -> ColumnElement[bool]:
    own = select(Person.email).where(Person.id.in_(ids), Person.email.is_not(None))
    return Letter.recipient.in_(own)


def _rows(session: Session, entry: Entry, which: ColumnElement[bool]) -> Rows:
    table = Base.metadata.tables[entry.table]
    keys = [one for one in table.primary_key.columns if one.name not in entry.hidden]
    shown = [table.c[one.column] for one in entry.columns() if one.is_exported]
    columns = list(dict.fromkeys([*keys, *shown]))
    statement = select(*map(_readable, columns)).where(which).order_by(*table.primary_key.columns)
    rows = [
        {key: plain(value) for key, value in row._mapping.items()}
        for row in session.execute(statement)
    ]
    return _redacted(rows) if table.name == TrailEntry.__tablename__ else rows


def _redacted(rows: Rows) -> Rows:
    """Entries of the trail name nobody; should one do so all the same, that part stays out."""
    for row in rows:
        detail = row["detail"]
        row["detail"] = {
            key: value for key, value in detail.items() if not key.endswith(LEAVES_OUT)
        }
    return rows


def _readable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as it is read: of a file only its length, as people take it from its own page."""
    if not isinstance(column.type, LargeBinary):
        return column
    return (cast(func.length(column), String) + " bytes").label(column.key)


def plain(value: Any) -> Any:
    """A value as JSON has it; links that open something are cut short."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return without_links(value) if isinstance(value, str) else value
