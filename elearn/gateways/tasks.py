"""Where the queue of tasks lies: a SQLite file on one machine, PostgreSQL or Redis for several.

A task is a name and nothing else that is kept for long, so it is written as JSON: whoever can write
to the queue can have a task of ours run, and no code of theirs.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import PostgresStorage

NAME = "elearn"
PATIENCE_SECONDS = 2.0  # longer than the worker's own wait for a task


class JsonTasks(Serializer):  # type: ignore[misc]
    """Tasks and what became of them as JSON."""

    def _serialize(self, data: Any) -> bytes:
        if isinstance(data, Message):
            data = {"task": list(data)}
        return json.dumps(data, default=_written).encode()

    def _deserialize(self, data: bytes) -> Any:
        read = json.loads(data)
        if isinstance(read, dict) and set(read) == {"task"}:
            return Message(*(_moment(value) for value in read["task"]))
        return read


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return str(value)


def _moment(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"at"}:
        return datetime.fromisoformat(value["at"])
    return value


class Tables(PostgresStorage):  # type: ignore[misc]
    """Huey's tables in PostgreSQL, made only where they are missing: a role that may make none is
    refused even "create if not exists"."""

    def initialize_schema(self) -> None:
        with self.db(commit=True, close=True) as cursor:
            cursor.execute("SELECT to_regclass(%s)", (self.table_counter,))  # made last of all
            found = cursor.fetchone()
        if found == (None,):
            super().initialize_schema()


class TablesHuey(PostgresHuey):  # type: ignore[misc]
    storage_class = Tables


def queue_of(*, database_url: str, redis_url: str, folder: Path) -> Huey:
    """Redis if there is one, else PostgreSQL if the database is one, else a file in the folder."""
    if redis_url:
        return RedisHuey(
            NAME, connection_pool=_patient(redis_url), serializer=JsonTasks(), results=False
        )
    url = sa.make_url(database_url)
    if url.get_backend_name() == "postgresql":
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return TablesHuey(NAME, dsn=address, serializer=JsonTasks(), results=False)
    file = str(folder / "jobs.db")
    return SqliteHuey(NAME, filename=file, serializer=JsonTasks(), results=False)


def _patient(redis_url: str) -> Any:
    """Connections that wait so long for a Redis that says nothing: who wakes the worker does so
    in a request."""
    from redis import ConnectionPool  # noqa: PLC0415 - most installations have no Redis

    return ConnectionPool.from_url(
        redis_url, socket_connect_timeout=PATIENCE_SECONDS, socket_timeout=PATIENCE_SECONDS
    )
