"""The trail is only added to: the database itself refuses to change or remove a line of it."""

from typing import Any

from sqlalchemy import Connection, MetaData, event, inspect

from elearn.models.base import Base

TABLE = "trail_entry"
REFUSAL = "the trail is only added to"
TRIGGERS = 2  # on either database
FUNCTION = "trail_is_only_added_to"

SQLITE_UP = (
    (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
    (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_delete BEFORE DELETE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
)
SQLITE_DOWN = (
    f"DROP TRIGGER IF EXISTS {TABLE}_no_update",
    f"DROP TRIGGER IF EXISTS {TABLE}_no_delete",
)
POSTGRESQL_UP = (
    (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    ),
    (
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
    ),
    (
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    ),
)
POSTGRESQL_DOWN = (f"DROP FUNCTION IF EXISTS {FUNCTION}() CASCADE",)


def seal(connection: Connection) -> None:
    """Make the triggers, where the trail's table is; made twice they are the same."""
    if inspect(connection).has_table(TABLE):
        is_sqlite = connection.dialect.name == "sqlite"
        for statement in SQLITE_UP if is_sqlite else POSTGRESQL_UP:
            connection.exec_driver_sql(statement)


def unseal(connection: Connection) -> None:
    """Drop the triggers: for taking a migration back, and for tests that tamper."""
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in SQLITE_DOWN if is_sqlite else POSTGRESQL_DOWN:
        connection.exec_driver_sql(statement)


def is_sealed(connection: Connection) -> bool:
    """Whether the database refuses changes to the trail."""
    names = f"'{TABLE}_no_%'"
    statement = (
        f"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE {names}"  # noqa: S608 our names
        if connection.dialect.name == "sqlite"
        else "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "  # noqa: S608 our names
        f"AND tgrelid = to_regclass('{TABLE}') AND tgname LIKE {names}"
    )
    found: int = connection.exec_driver_sql(statement.replace("%", "%%")).scalar_one()
    return found == TRIGGERS


@event.listens_for(Base.metadata, "after_create")
def _made(_metadata: MetaData, connection: Connection, **_how: Any) -> None:
    seal(connection)
