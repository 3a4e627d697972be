"""Puts a backup back: read whole first, built aside, proved equal, brought up to date, and only
then made the database. Whatever is refused on the way leaves the live database as it was."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from elearn.models.figures import stop_noting
from elearn.models.triggers import unseal
from elearn.operations.backups.afterwards import Settled, settle
from elearn.operations.backups.archive import BackupError, Manifest, check, opened
from elearn.operations.backups.ciphers import decrypt, is_encrypted
from elearn.operations.backups.dumping import as_we_write
from elearn.operations.backups.loading import Parts, fits, go_on_counting, load, prove
from elearn.operations.backups.making import aside
from elearn.operations.backups.tables import QUEUE_TABLES

BUSY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Schema:
    """How the schema is made: ``upgrade`` takes a connection to a revision, one of ``revisions``,
    which are in order and end with the one this version needs."""

    revisions: tuple[str, ...]
    upgrade: Callable[[Connection, str], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what was done to it before it went live."""

    manifest: Manifest
    rows: int
    settled: Settled


def restore(
    engine: Engine,
    file: Path,
    *,
    schema: Schema,
    folder: Path,
    now: datetime,
    replace: bool = False,
    identity: Path | None = None,
    watch: Parts = iter,
) -> Restored:
    """Make the database what the backup holds; ``folder`` is the instance's. BackupError says why
    not. A database with people is replaced only if that is said."""
    try:
        with _plain(file, folder, identity) as plain:
            manifest = check(plain)
            _is_known(manifest, schema.revisions)
            if not replace and _has_people(engine):
                raise BackupError(
                    "This database has people in it. Say --replace to put the backup in its place."
                )
            with opened(plain) as (archive, _), _place(engine) as connection:
                rows = _build(connection, archive, manifest, schema, watch)
                settled = settle(connection, manifest, folder=folder, now=now)
    except (OSError, SQLAlchemyError, sqlite3.Error) as error:
        raise BackupError(
            f"The backup could not be put back ({type(error).__name__}). Nothing was changed."
        ) from error
    return Restored(manifest, rows, settled)


@contextlib.contextmanager
def _plain(file: Path, folder: Path, identity: Path | None) -> Iterator[Path]:
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    if not is_encrypted(file):
        yield file
        return
    with aside(folder) as plain:
        decrypt(file, plain, identity)
        yield plain


def _is_known(manifest: Manifest, revisions: Sequence[str]) -> None:
    if manifest.revision not in revisions:
        raise BackupError(
            f"The backup was made by a newer version ({manifest.version}, schema "
            f"{manifest.revision}) than this one (schema {revisions[-1]}). Install that version."
        )


def _has_people(engine: Engine) -> bool:
    with engine.connect().execution_options(read_only=True) as connection:
        if not inspect(connection).has_table("person"):
            return False
        return connection.exec_driver_sql("SELECT 1 FROM person LIMIT 1").first() is not None


@contextlib.contextmanager
def _place(engine: Engine) -> Iterator[Connection]:
    """Where the database is built. It becomes the live one if the block ends well, at once."""
    if engine.dialect.name == "sqlite":
        with _beside(engine) as connection:
            yield connection
        return
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        as_we_write(connection)
        _empty(connection)
        yield connection


@contextlib.contextmanager
def _beside(engine: Engine) -> Iterator[Connection]:
    """A file beside the live one; its pages are written over it in one transaction of SQLite's, so
    that whoever has the database open sees the old one or the new one."""
    live = Path(str(engine.url.database))
    with aside(live.parent) as path:
        building = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
        with building.connect() as connection:
            connection.exec_driver_sql("PRAGMA synchronous = OFF")  # it is copied with FULL
            yield connection
            connection.commit()
        building.dispose()
        engine.dispose()
        with contextlib.closing(sqlite3.connect(path)) as source:
            _write_over(source, live)


def _write_over(source: sqlite3.Connection, live: Path) -> None:
    with contextlib.closing(sqlite3.connect(live, timeout=BUSY_SECONDS)) as target:
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if target.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the restored file is not sound")


def _empty(connection: Connection) -> None:
    """Drop what the service keeps in PostgreSQL, in the transaction that brings the rest back."""
    stop_noting(connection)
    unseal(connection)
    names = [name for name in inspect(connection).get_table_names() if _is_kept_by_us(name)]
    if names:
        listed = ", ".join(f'"{name}"' for name in names)
        connection.exec_driver_sql(f"DROP TABLE {listed} CASCADE")


def _is_kept_by_us(name: str) -> bool:
    return not name.startswith(QUEUE_TABLES)


def _build(
    connection: Connection, archive: ZipFile, manifest: Manifest, schema: Schema, watch: Parts
) -> int:
    """The schema as it was, the rows as they were, then the schema as it is; how many rows."""
    schema.upgrade(connection, manifest.revision)
    _let_rows_wait_for_others(connection)
    fits(connection, manifest)
    stop_noting(connection)
    unseal(connection)
    for part in reversed(manifest.parts):  # rows that a migration puts in are in the backup too
        connection.exec_driver_sql(f'DELETE FROM "{part.shape.name}"')  # noqa: S608 our names
    load(connection, archive, manifest.parts, watch)
    prove(connection, manifest.parts)
    if connection.dialect.name == "postgresql":
        for part in manifest.parts:
            go_on_counting(connection, part.shape)
    else:
        _points_somewhere(connection)
    schema.upgrade(connection, schema.revisions[-1])
    return manifest.rows


def _let_rows_wait_for_others(connection: Connection) -> None:
    """A row may point to one that comes later: SQLite is asked at the end whether all are there,
    PostgreSQL asks itself at the end of each table."""
    as_we_write(connection)
    if connection.dialect.name == "sqlite":
        connection.commit()  # within a transaction the pragma does nothing
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")


def _points_somewhere(connection: Connection) -> None:
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise BackupError(f"Rows of {broken[0]} in the backup point to nothing. Take another.")
