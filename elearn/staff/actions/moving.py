"""Which rows go over when two records of one person are put together, and moving them.

The tables are asked of the schema, so that one added later is not forgotten: every row that belongs
to a person by a column ``person_id`` goes over, as far as it fits beside what is there."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Index, Table, UniqueConstraint, bindparam, select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from elearn.models import Base, LetterState

OWNER = "person_id"
# What lets somebody in belongs to one record, see ways_in; holdings are made anew; an import's own
# lines stay with the record they were about.
STAYS = frozenset(
    {
        "password",
        "sign_in_session",
        "single_use_link",
        "mailed_link",
        "identity",
        "passkey",
        "authenticator_app",
        "recovery_code",
        "known_browser",
        "pending_sign_in",
        "grant_of_role",
        "holding",
        "roster_change",
    }
)
# Rows that only mean something together: a series goes over whole, or not at all.
SERIES: Mapping[str, tuple[str, ...]] = {
    "attempt": ("module_id", "kind"),
    "scenario_choice": ("version_id", "page"),
}
ONLY_WHERE_NULL = re.compile(r"(\w+) IS NULL")
ON_THE_WAY = (LetterState.QUEUED, LetterState.SENDING)

Row = Mapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Unique:
    """Columns that no two rows of one person may share; ``null`` names one that has to be empty
    for the rule to hold."""

    columns: tuple[str, ...]
    null: str | None = None

    def of(self, row: Row) -> Key | None:
        """What the row takes up; None where the rule does not hold for it."""
        if self.null is not None and row[self.null] is not None:
            return None
        key = tuple(row[name] for name in self.columns)
        return None if None in key else key


def movable_tables() -> list[Table]:
    """Every table whose rows belong to a person and go over, in the order of the schema."""
    return [
        table
        for table in Base.metadata.sorted_tables
        if table.name not in STAYS and OWNER in table.columns and _points_to_person(table)
    ]


def _points_to_person(table: Table) -> bool:
    return any(key.target_fullname == "person.id" for key in table.columns[OWNER].foreign_keys)


def names_of_row(table: Table) -> list[Column[Any]]:
    """What names a row of the table besides the person."""
    return [column for column in table.primary_key.columns if column.name != OWNER]


def fitting(session: Session, table: Table, *, kept: int, merged: int) -> list[Key]:
    """The rows of the merged record that fit beside those of the kept one."""
    rules = _rules(table)
    wanted = {column.name for column in names_of_row(table)} | {OWNER}
    wanted |= {name for rule in rules for name in (*rule.columns, rule.null) if name}
    wanted |= {"state"} & set(table.columns.keys()) if table.name == "letter" else set()
    rows = session.execute(
        select(*(table.c[name] for name in sorted(wanted)))
        .where(table.c[OWNER].in_([kept, merged]))
        .order_by(*table.primary_key.columns)
    ).mappings()
    every = [dict(row) for row in rows]
    ours = [row for row in every if row[OWNER] == kept]
    theirs = [row for row in every if row[OWNER] == merged]
    taken = [{rule.of(row) for row in ours} - {None} for rule in rules]
    names = [column.name for column in names_of_row(table)]
    return [
        tuple(row[name] for name in names)
        for row in theirs
        if not _is_on_the_way(table, row)
        and not any(rule.of(row) in keys for rule, keys in zip(rules, taken, strict=True))
    ]


def _is_on_the_way(table: Table, row: Row) -> bool:
    """A letter that waits is not wanted any more: it stays, and is not sent."""
    return table.name == "letter" and row["state"] in ON_THE_WAY


def _rules(table: Table) -> list[Unique]:
    """What has to be unique within a person, and which rows go over only together."""
    rules = [
        Unique(_without_owner(one.columns))
        for one in table.constraints
        if isinstance(one, UniqueConstraint) and OWNER in one.columns
    ]
    rules += [
        Unique(_without_owner(one.columns), _null_of(one))
        for one in table.indexes
        if one.unique and OWNER in one.columns
    ]
    if OWNER in table.primary_key.columns:
        rules.append(Unique(_without_owner(table.primary_key.columns)))
    if table.name in SERIES:
        rules.append(Unique(SERIES[table.name]))
    return rules


def _without_owner(columns: Iterable[ColumnElement[Any]]) -> tuple[str, ...]:
    return tuple(str(column.key) for column in columns if column.key != OWNER)


def _null_of(index: Index) -> str | None:
    where = index.dialect_options["sqlite"]["where"]
    if where is None:
        return None
    found = ONLY_WHERE_NULL.fullmatch(str(where))
    if found is None:
        raise ValueError(f"{index.name} holds where {where}: say here what that means")
    return found[1]


def hand_over(
    session: Session, table: Table, keys: Collection[Key], *, giver: int, taker: int
) -> None:
    """Give rows from one record to the other; those that went elsewhere meanwhile stay there."""
    names = names_of_row(table)
    statement = sql_update(table).where(table.c[OWNER] == bindparam("giver"))
    for number, column in enumerate(names):
        statement = statement.where(column == bindparam(f"key{number}"))
    statement = statement.values({OWNER: bindparam("taker")})
    rows = [
        {"giver": giver, "taker": taker} | {f"key{n}": value for n, value in enumerate(key)}
        for key in keys
    ]
    if rows:
        session.connection().execute(statement, rows)
