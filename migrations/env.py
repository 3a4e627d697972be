"""How migrations run: one at a time, in one transaction, on SQLite and PostgreSQL."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from elearn.models.base import UtcDateTime
from elearn.models.figures import note_changes, stop_noting

LOCK = 7_241_504  # PostgreSQL's advisory lock number of the schema
WAIT_MS = 600_000
target = current_app.extensions["migrate"].db


def render_item(kind, item, _context):
    """Write our moment column as what it is in the database, so that migrations import nothing."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Migrate the connection that a restore builds on, or the database of the settings."""
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    with target.engine.connect() as connection:
        migrate(connection)


def migrate(connection) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:  # rebuilding a table must not fire its references
        driver = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute(f"PRAGMA busy_timeout = {WAIT_MS}")  # for another that migrates
    context.configure(
        connection=connection,
        target_metadata=target.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=False,
        render_item=render_item,
    )
    with context.begin_transaction():
        if not is_sqlite:
            connection.execute(text("SET LOCAL statement_timeout = 0"))  # wait for another
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        stop_noting(connection)  # made anew below: a rebuilt table loses its triggers
        context.run_migrations()
        note_changes(connection)
        if is_sqlite:
            connection.commit()  # alembic ends SQLite's transaction with the last migration
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"rows point to nothing after migrating: {broken[:5]}")
    if is_sqlite:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = ON")


run()
