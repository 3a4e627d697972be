"""What of a database is backed up: its tables, their columns, and the text of each row.

A row is a line as PostgreSQL's COPY writes it (tab between columns, ``\\N`` for none), and the text
of a value is the same whichever database it comes from: so a backup of one goes into the other,
and two tables hold the same if the hashes of their lines are the same.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, inspect

REVISION_TABLE = "alembic_version"
QUEUE_TABLES = "huey_"  # work to look at again, no truth
LINES_A_PIECE = 2_000
FIXED_FROM, FIXED_BELOW = -4, 15  # exponents that PostgreSQL writes out


class Kind(StrEnum):
    """How the values of a column are written."""

    NUMBER = "number"
    FLAG = "flag"
    REAL = "real"
    MOMENT = "moment"
    DAY = "day"
    BYTES = "bytes"
    TEXT = "text"


KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], Kind], ...] = (
    (sa.Boolean, Kind.FLAG),
    (sa.Integer, Kind.NUMBER),
    (sa.Float, Kind.REAL),
    (sa.Numeric, Kind.REAL),
    (sa.DateTime, Kind.MOMENT),
    (sa.Date, Kind.DAY),
    (sa.LargeBinary, Kind.BYTES),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column by name and by how its values are written."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns, and those by which its rows are put in order."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def shapes(connection: Connection) -> tuple[Shape, ...]:
    """The tables of a database, those that others point to first."""
    found = inspect(connection)
    columns = {name: every for (_, name), every in found.get_multi_columns().items()}
    keys = {
        name: tuple((key or {}).get("constrained_columns") or ())
        for (_, name), key in found.get_multi_pk_constraint().items()
    }
    made = []
    for name in [one for one, _ in found.get_sorted_table_and_fkc_names() if one]:
        if name != REVISION_TABLE and not name.startswith(QUEUE_TABLES):
            written = tuple(Column(one["name"], _kind(one["type"])) for one in columns[name])
            made.append(Shape(name, written, keys.get(name, ())))
    return tuple(made)


def revision(connection: Connection) -> str:
    """Which migration the schema is at; empty where none was ever run."""
    if not inspect(connection).has_table(REVISION_TABLE):
        return ""
    found = connection.exec_driver_sql(f"SELECT version_num FROM {REVISION_TABLE}").scalars()  # noqa: S608
    return ",".join(sorted(found))


def _kind(of: sa.types.TypeEngine[Any]) -> Kind:
    return next((kind for type_, kind in KINDS if isinstance(of, type_)), Kind.TEXT)


def lines(connection: Connection, shape: Shape) -> Iterator[bytes]:
    """The rows of a table in the order of its key, in pieces of whole lines."""
    if connection.dialect.name == "sqlite":
        return _lines_of_sqlite(connection, shape)
    return _lines_of_postgresql(connection, shape)


def count(connection: Connection, shape: Shape) -> int:
    """How many rows the database says a table has."""
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{shape.name}"').scalar_one())  # noqa: S608


def fingerprint(connection: Connection, shape: Shape) -> str:
    """The SHA-256 of a table's lines."""
    hashed = hashlib.sha256()
    for piece in lines(connection, shape):
        hashed.update(piece)
    return hashed.hexdigest()


def _lines_of_sqlite(connection: Connection, shape: Shape) -> Iterator[bytes]:
    driver: Any = connection.connection.driver_connection
    driver.create_function("elearn_real", 1, real, deterministic=True)
    line = " || char(9) || ".join(_in_sqlite(one) for one in shape.columns)
    order = ", ".join(f'"{name}"' for name in shape.key) or "1"
    cursor = driver.execute(f'SELECT {line} FROM "{shape.name}" ORDER BY {order}')  # noqa: S608
    while rows := cursor.fetchmany(LINES_A_PIECE):
        yield ("\n".join(row[0] for row in rows) + "\n").encode()


def _in_sqlite(column: Column) -> str:
    name = f'"{column.name}"'
    return f"coalesce({_value_in_sqlite(column.kind, name)}, '\\N')"


def _value_in_sqlite(kind: Kind, name: str) -> str:
    match kind:
        case Kind.BYTES:
            return f"'\\\\x' || lower(hex({name}))"
        case Kind.REAL:
            return f"elearn_real({name})"
        case Kind.MOMENT:  # one that the database set by itself has no fraction
            return f"CASE length({name}) WHEN 19 THEN {name} || '.000000' ELSE {name} END"
        case Kind.TEXT:
            return _escaped(f"CAST({name} AS TEXT)")
        case _:
            return name


def _escaped(value: str) -> str:
    value = f"replace({value}, '\\', '\\\\')"
    for code, letter in ((8, "b"), (9, "t"), (10, "n"), (11, "v"), (12, "f"), (13, "r")):
        value = f"replace({value}, char({code}), '\\{letter}')"
    return value


def real(value: float | None) -> str | None:
    """A number as PostgreSQL writes it: the shortest digits that give it back.

    >>> real(0.1), real(1.0), real(1e-05), real(1e15), real(-2.5e-7)
    ('0.1', '1', '1e-05', '1e+15', '-2.5e-07')
    """
    if value is None:
        return None
    shortest = Decimal(repr(float(value)))
    if not shortest.is_finite():
        return str(shortest)
    sign = "-" if shortest.is_signed() else ""
    digits = "".join(map(str, shortest.as_tuple().digits)).rstrip("0") or "0"
    power = shortest.adjusted() if shortest else 0
    return sign + (
        _fixed(digits, power) if FIXED_FROM <= power < FIXED_BELOW else _e(digits, power)
    )


def _fixed(digits: str, power: int) -> str:
    if power < 0:
        return "0." + "0" * (-power - 1) + digits
    whole, rest = digits[: power + 1].ljust(power + 1, "0"), digits[power + 1 :]
    return f"{whole}.{rest}" if rest else whole


def _e(digits: str, power: int) -> str:
    rest = f".{digits[1:]}" if digits[1:] else ""
    return f"{digits[0]}{rest}e{'-' if power < 0 else '+'}{abs(power):02}"


def _lines_of_postgresql(connection: Connection, shape: Shape) -> Iterator[bytes]:
    driver: Any = connection.connection.driver_connection
    values = ", ".join(_in_postgresql(one) for one in shape.columns)
    texts = {one.name for one in shape.columns if one.kind is Kind.TEXT}
    order = ", ".join(f'"{name}"' + (' COLLATE "C"' if name in texts else "") for name in shape.key)
    rows = f'SELECT {values} FROM "{shape.name}" ORDER BY {order or "1"}'  # noqa: S608
    with driver.cursor() as cursor, cursor.copy(f"COPY ({rows}) TO STDOUT") as copied:
        for piece in copied:
            yield bytes(piece)


def _in_postgresql(column: Column) -> str:
    name = f'"{column.name}"'
    if column.kind is Kind.FLAG:
        return f"{name}::int"
    if column.kind is Kind.MOMENT:
        return f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return name
