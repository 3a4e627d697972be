"""Flask extensions, made once and wired in ``create_app``; and how connections behave."""

import sqlite3
import time
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf import CSRFProtect
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from elearn.models import Base


class ServiceSession(Session):
    """Flask-SQLAlchemy's session, which besides honours a bound connection (tests need it) and
    begins as a reader when ``info["read_only"]`` is set."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        if self.bind is not None:
            return self.bind
        bind = super().get_bind(*args, **kwargs)
        return _reader(bind) if self.info.get("read_only") else bind


@lru_cache(maxsize=16)
def _reader(engine: Engine) -> Engine:
    """The same engine for readers. One object per engine: the session opens a connection for each
    engine object it is given, and a request must have only one."""
    return engine.execution_options(read_only=True)


db = SQLAlchemy(metadata=Base.metadata, session_options={"class_": ServiceSession})
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, strategy="fixed-window")

SQLITE_BUSY_MS = 10_000
BEGIN_WRITING = "BEGIN IMMEDIATE"
PAUSES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05)  # seconds between tries, then the last again


class ForgetfulDatabaseError(SQLAlchemyError):
    """The database acknowledges what a power cut would take back, and is not used."""


def prepare_engine(engine: Engine, *, must_last: bool = False) -> None:
    """Set what every connection needs. For SQLite: foreign keys, WAL, FULL (NORMAL loses
    acknowledged commits in a power cut), and IMMEDIATE for transactions that may write. Of
    PostgreSQL it is asked, where what is saved ``must_last``, that a commit is on the disk."""
    if engine.dialect.name == "postgresql" and must_last:
        event.listen(engine, "connect", _refuse_forgetful)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",  # what is deleted is overwritten in the file
        f"busy_timeout = {SQLITE_BUSY_MS}",
        "cache_size = -32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _refuse_forgetful(connection: Any, _record: Any) -> None:
    found = connection.execute("SHOW synchronous_commit").fetchone()[0]
    connection.rollback()
    if found == "off":
        raise ForgetfulDatabaseError(
            "PostgreSQL has synchronous_commit = off: answers it said were saved would be lost in "
            "a power cut. Set it to on (ALTER SYSTEM SET synchronous_commit = on)."
        )


def _begin_sqlite(connection: Connection) -> None:
    """Read-only work says so with the execution option ``read_only``; all else is a writer, and
    waits for its turn here: within SQLite it would stop its whole process, and with it a greenlet
    of the same process that has the turn and was about to end."""
    if connection.get_execution_options().get("read_only", False):
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.driver_connection
    wait = raw.execute("PRAGMA busy_timeout").fetchone()[0]
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        if not _is_our_turn(raw, until=time.monotonic() + wait / 1000):
            connection.exec_driver_sql(BEGIN_WRITING)  # raises what is caught everywhere
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(wait)}")


def _is_our_turn(raw: sqlite3.Connection, *, until: float) -> bool:
    """Begin as the one writer; False if it is somebody else until then. Asked of the driver itself:
    SQLAlchemy's errors live until garbage is collected, and with them what this transaction reads,
    which would still stand open when it has ended."""
    tries = 0
    while True:
        try:
            raw.execute(BEGIN_WRITING)
            return True
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            if code != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                return False
        time.sleep(PAUSES[min(tries, len(PAUSES) - 1)])  # others go on meanwhile
        tries += 1


def engine_options(url: str) -> dict[str, Any]:
    """Engine options by database: PostgreSQL connections are checked before use and every
    statement is bounded, so that one bad query cannot hold a worker for ever. Its compiler of
    machine code stays off: it took a second and more for statements that run in milliseconds."""
    if sa.make_url(url).get_backend_name() == "sqlite":
        return {"hide_parameters": True}
    return {
        "hide_parameters": True,  # what people typed stays out of the log
        "pool_pre_ping": True,
        "pool_size": 8,
        "max_overflow": 8,
        "connect_args": {"options": "-c statement_timeout=120000 -c jit=off", "connect_timeout": 5},
    }
