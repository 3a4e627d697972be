"""What changed an agency's figures last, noted by the database itself at every write."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, MetaData, event, func, inspect
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class FiguresStamp(Base):
    """A write to the postings, absences or holdings of an agency's people, or to whether they have
    an address. ``token`` is a number drawn for it: no two states of an agency have the same sum.

    Triggers write these rows in the transaction of the change, whoever makes it and how. In
    PostgreSQL rows are only added (old ones are swept at night), so that writers never wait for
    another; whoever completes something while they are being posted may be noted for their old
    agencies alone, so after a posting nothing is kept until ``settles_at``, when both are long
    done."""

    __tablename__ = "figures_stamp"

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(index=True)
    token: Mapped[int] = mapped_column(BigInteger)
    settles_at: Mapped[datetime] = mapped_column(server_default=func.now())


WATCHED = ("posting", "absence", "holding", "person")
ACTS = {"insert": ("after",), "update": ("before", "after"), "delete": ("before",)}
TABLES = {"before": "OLD TABLE AS before", "after": "NEW TABLE AS after"}
ROWS = {"before": "OLD", "after": "NEW"}

# SQLite has one writer at a time and looks at each row: one stamp an agency, drawn anew.
SQLITE = """CREATE TRIGGER IF NOT EXISTS {name} AFTER {act} ON {table} {when}BEGIN
DELETE FROM figures_stamp WHERE agency_id IN ({agencies});
INSERT INTO figures_stamp (agency_id, token) SELECT agency_id, random() / 1024 FROM ({agencies});
END"""
NOTE = """CREATE OR REPLACE FUNCTION figures_note(agencies integer[], settling interval)
RETURNS void LANGUAGE sql AS $$
INSERT INTO figures_stamp (agency_id, token, settles_at)
SELECT one, (random() * 9007199254740992)::bigint, clock_timestamp() + settling
FROM unnest(agencies) AS one $$"""
FUNCTION = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
PERFORM figures_note(ARRAY({agencies}), '{settling}'); RETURN NULL; END $$"""
POSTGRESQL = """CREATE OR REPLACE TRIGGER {name} AFTER {act} ON {table}
REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""


def note_changes(connection: Connection) -> None:
    """Make the triggers, where the tables are there; made twice they are the same."""
    names = inspect(connection).get_table_names()
    if {*WATCHED, FiguresStamp.__tablename__} <= set(names):
        is_sqlite = connection.dialect.name == "sqlite"
        for statement in _in_sqlite() if is_sqlite else _in_postgresql():
            connection.exec_driver_sql(statement)


def stop_noting(connection: Connection) -> None:
    """Drop the triggers: a table that is rebuilt under them breaks them."""
    for name in sorted(triggers(connection)):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql(f"DROP FUNCTION {name}() CASCADE")


def triggers(connection: Connection) -> frozenset[str]:
    """The names of those triggers that the database has."""
    statement = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    return frozenset(connection.exec_driver_sql(statement).scalars()) & WANTED


def _watches() -> Iterator[tuple[str, str, str]]:
    """Name, act and table of each; of people, only a changed address counts."""
    for table in WATCHED:
        for act in ACTS if table != "person" else ("update",):
            yield f"figures_{table}_{act}", act, table


WANTED = frozenset(name for name, _act, _table in _watches())


def _in_sqlite() -> Iterator[str]:
    for name, act, table in _watches():
        rows = [ROWS[side] for side in ACTS[act]]
        agencies = " UNION ".join(_agencies_of(table, row) for row in rows)
        when = "WHEN OLD.email IS NOT NEW.email " if table == "person" else ""
        yield SQLITE.format(name=name, act=act, table=table, when=when, agencies=agencies)


def _agencies_of(table: str, row: str) -> str:
    if table == "posting":
        return f"SELECT {row}.agency_id AS agency_id"
    key = "id" if table == "person" else "person_id"
    return f"SELECT agency_id FROM posting WHERE person_id = {row}.{key}"  # noqa: S608 our names


def _in_postgresql() -> Iterator[str]:
    yield NOTE
    for name, act, table in _watches():
        agencies = " UNION ".join(_agencies_in(table, side) for side in ACTS[act])
        tables = " ".join(TABLES[side] for side in ACTS[act])
        settling = "10 minutes" if table == "posting" else "0"
        yield FUNCTION.format(name=name, agencies=agencies, settling=settling)
        yield POSTGRESQL.format(name=name, act=act, table=table, tables=tables)


def _agencies_in(table: str, side: str) -> str:
    if table == "posting":
        return f"SELECT agency_id FROM {side}"  # noqa: S608 our own names
    key = "id" if table == "person" else "person_id"
    found = f"SELECT posting.agency_id FROM posting JOIN {side} ON {side}.{key} = posting.person_id"  # noqa: S608
    if table == "person":
        found += (
            " WHERE posting.person_id IN (SELECT id FROM before JOIN after USING (id)"
            " WHERE before.email IS DISTINCT FROM after.email)"
        )
    return found


@event.listens_for(Base.metadata, "after_create")
def _made(_metadata: MetaData, connection: Connection, **_how: Any) -> None:
    note_changes(connection)
