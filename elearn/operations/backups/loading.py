"""Reads the parts of a backup into the empty tables of a schema, and proves them equal."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from elearn.operations.backups.archive import PIECE, BackupError, Manifest, Part
from elearn.operations.backups.tables import Column, Kind, Shape, fingerprint, shapes

ROWS_A_PIECE = 5_000
ESCAPED = re.compile(r"\\(.)")
LETTERS = {"b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
Parts = Callable[[Sequence[Part]], Iterable[Part]]


def fits(connection: Connection, manifest: Manifest) -> None:
    """Refuse a backup that has tables or columns that its revision of the schema has not, or that
    lacks some."""
    here = {shape.name: _names(shape) for shape in shapes(connection)}
    there = {part.shape.name: _names(part.shape) for part in manifest.parts}
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            raise BackupError(
                f"The backup's table {name} is not that of revision {manifest.revision}: "
                "it was not made by this service, or its schema was changed by hand."
            )


def _names(shape: Shape) -> frozenset[str]:
    return frozenset(one.name for one in shape.columns)


def load(
    connection: Connection, archive: zipfile.ZipFile, parts: Sequence[Part], watch: Parts
) -> None:
    """Fill the empty tables; BackupError names the table whose rows the database will not take."""
    for part in watch(parts):
        try:
            with archive.open(part.file) as entry:
                if connection.dialect.name == "sqlite":
                    _into_sqlite(connection, part.shape, entry)
                else:
                    _into_postgresql(connection, part.shape, entry)
        except Exception as error:
            if isinstance(error, BackupError | OSError | SQLAlchemyError):
                raise
            raise BackupError(
                f"The database does not take the rows of {part.shape.name} "
                f"({type(error).__name__}). Nothing was changed."
            ) from error


def prove(connection: Connection, parts: Iterable[Part]) -> None:
    """Write every table again and compare it with the backup by its hash."""
    for part in parts:
        if fingerprint(connection, part.shape) != part.sha256:
            raise BackupError(
                f"{part.shape.name} did not come back as it was written. Nothing was changed."
            )


def _into_postgresql(connection: Connection, shape: Shape, entry: IO[bytes]) -> None:
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{one.name}"' for one in shape.columns)
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{shape.name}" ({columns}) FROM STDIN') as copied,
    ):
        while piece := entry.read(PIECE):
            copied.write(piece)


def go_on_counting(connection: Connection, shape: Shape) -> None:
    """Have the next row of a table numbered after the last that came back (PostgreSQL)."""
    for name in shape.key:
        sequence = connection.exec_driver_sql(
            "SELECT pg_get_serial_sequence(%s, %s)", (f'"{shape.name}"', name)
        ).scalar()
        if sequence:
            connection.exec_driver_sql(
                f'SELECT setval(%s, max("{name}")) FROM "{shape.name}"',  # noqa: S608 our names
                (sequence,),
            )


def _into_sqlite(connection: Connection, shape: Shape, entry: IO[bytes]) -> None:
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{one.name}"' for one in shape.columns)
    marks = ", ".join("?" * len(shape.columns))
    driver.executemany(
        f'INSERT INTO "{shape.name}" ({columns}) VALUES ({marks})',  # noqa: S608 our names
        _rows(shape.columns, entry),
    )


def _rows(columns: Sequence[Column], entry: IO[bytes]) -> Iterator[list[object]]:
    made: dict[Kind, Callable[[str], object]] = {
        Kind.REAL: float,
        Kind.BYTES: _bytes,
        Kind.NUMBER: int,
        Kind.FLAG: int,
    }
    convert = [(place, made[one.kind]) for place, one in enumerate(columns) if one.kind in made]
    for line in io.TextIOWrapper(entry, "utf-8", newline="\n"):
        values: list[Any] = line[:-1].split("\t")
        if len(values) != len(columns):
            raise ValueError("a line has too few or too many values")
        if "\\" in line:
            values = [_value(text) for text in values]
        for place, to in convert:
            if values[place] is not None:
                values[place] = to(values[place])
        yield values


def _value(text: str) -> str | None:
    if text == "\\N":
        return None
    if "\\" not in text:
        return text
    return ESCAPED.sub(lambda found: LETTERS.get(found[1], found[1]), text)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("\\x"))
