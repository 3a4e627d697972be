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

NAME = "elearn"


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


def queue_of(*, database_url: str, redis_url: str, folder: Path) -> Huey:
    """Redis if there is one, else PostgreSQL if the database is one, else a file in the folder."""
    if redis_url:
        return RedisHuey(NAME, url=redis_url, serializer=JsonTasks(), results=False)
    url = sa.make_url(database_url)
    if url.get_backend_name() == "postgresql":
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey(NAME, dsn=address, serializer=JsonTasks(), results=False)
    file = str(folder / "jobs.db")
    return SqliteHuey(NAME, filename=file, serializer=JsonTasks(), results=False)
