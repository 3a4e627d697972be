"""Writes a whole database, as it is at one moment, while others go on reading and writing it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from elearn.operations.backups.archive import BackupError, Manifest, Writer
from elearn.operations.backups.tables import Shape, count, lines, revision, shapes

Watch = Callable[[Sequence[Shape]], Iterable[Shape]]
SESSION = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL client_encoding = 'UTF8'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL DateStyle = 'ISO, YMD'",
)


def as_we_write(connection: Connection) -> None:
    """Have PostgreSQL write and read values as backups do, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        for setting in SESSION:
            connection.exec_driver_sql(setting)


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is now, however long that takes, and holds nobody
    up: a reader in SQLite's WAL, a repeatable read in PostgreSQL."""
    options: dict[str, object] = {"read_only": True}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        as_we_write(connection)
        try:
            yield connection
        finally:
            connection.rollback()


def dump(engine: Engine, file: Path, *, version: str, now: datetime, watch: Watch) -> Manifest:
    """Write the database into a file; what was written, counted against what the database says."""
    with one_moment(engine) as connection, file.open("wb") as target:
        found, at = shapes(connection), revision(connection)
        if not at or not found:
            raise BackupError("There is no schema to back up: run flask db upgrade first.")
        writer = Writer(target)
        parts = tuple(writer.add(shape, lines(connection, shape)) for shape in watch(found))
        for part in parts:
            if part.rows != count(connection, part.shape):
                raise BackupError(f"{part.shape.name} was not written whole: run it again.")
        manifest = Manifest(
            made_at=now.isoformat(timespec="seconds"),
            version=version,
            database=engine.dialect.name,
            revision=at,
            parts=parts,
        )
        writer.close(manifest)
    return manifest
