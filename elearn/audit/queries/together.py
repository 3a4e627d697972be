"""The further kinds of fact rows of an edition in one statement, however many kinds there are."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from elearn.audit.kinds import Kind
from elearn.audit.queries.rows import plain_rows

Found = dict[str, dict[int, list[tuple[Any, ...]]]]
Slot = tuple[Any, int]
"""A type, and the how manieth column of it."""
IDS = "audit_ids"


def rows_of(session: Session, kinds: Sequence[Kind], audit_ids: Sequence[int]) -> Found:
    """By kind and edition, the rows in the order of their keys, each in the order of its fields.

    The kinds have different columns. The statement has as many columns of each type as the kind
    that has most of it, and every kind fills those it needs.
    """
    found: Found = {kind.name: defaultdict(list) for kind in kinds}
    if not kinds:
        return found
    statement, positions = _statement(tuple(kinds))
    for place, audit_id, *values in plain_rows(session, statement, {IDS: list(audit_ids)}):
        row = tuple(values[position] for position in positions[place])
        found[kinds[place].name][audit_id].append(row)
    for kind in kinds:
        for rows in found[kind.name].values():
            rows.sort(key=itemgetter(slice(kind.key)))
    return found


@cache
def _statement(kinds: tuple[Kind, ...]) -> tuple[CompoundSelect[Any], list[list[int]]]:
    """The statement, and for each kind where in a row its fields stand. Putting it together takes
    longer than reading a small edition, so it is done once."""
    slots = [_slots(kind) for kind in kinds]
    every = sorted({slot for some in slots for slot in some}, key=str)
    types = {slot: column.type for some in slots for slot, column in some.items()}
    parts = [
        _part(place, kind, some, every, types)
        for place, (kind, some) in enumerate(zip(kinds, slots, strict=True))
    ]
    return union_all(*parts), [[every.index(slot) for slot in some] for some in slots]


def _slots(kind: Kind) -> dict[Slot, ColumnElement[Any]]:
    """The columns of a kind, each in a slot of its type, in the order of its fields."""
    seen: Counter[Any] = Counter()
    slots: dict[Slot, ColumnElement[Any]] = {}
    for one in fields(kind.shape):
        column: ColumnElement[Any] = getattr(kind.table, one.name)
        of_type = type(column.type).__name__
        slots[of_type, seen[of_type]] = column
        seen[of_type] += 1
    return slots


def _part(
    place: int,
    kind: Kind,
    slots: dict[Slot, ColumnElement[Any]],
    every: Sequence[Slot],
    types: dict[Slot, Any],
) -> Select[Any]:
    columns = [
        slots[slot].label(f"c{number}")
        if slot in slots
        else cast(null(), types[slot]).label(f"c{number}")
        for number, slot in enumerate(every)
    ]
    number: ColumnElement[Any] = getattr(kind.table, "audit_id")  # noqa: B009 - of every table
    return select(cast(literal(place), Integer).label("kind"), number, *columns).where(
        number.in_(bindparam(IDS, expanding=True))
    )
