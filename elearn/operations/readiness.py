"""What must hold for this service to take requests, condition by condition, and how far work that
waits is behind. An administrator's page may show them; the world is told yes or no."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from elearn.models import AuditJob, Heartbeat, ImportJob, JobState, Letter, LetterState
from elearn.operations.heartbeat import is_fresh, last_beat

PROBE = "readiness"  # the small row that is written to see whether writing works
WAIT_MS = 1_000
LEAST_FREE = 200 * 1024 * 1024
LONGEST_WAIT = timedelta(minutes=15)
DRAINING = "draining"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold, and a sentence for an administrator if it does not."""

    name: str
    holds: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of a kind of work wait, and since when the one that waits longest could have been
    done (None if none waits)."""

    kind: str
    number: int
    since: datetime | None


def conditions(engine: Engine, *, schema: str, folder: Path, now: datetime) -> Iterator[Condition]:
    """Each in turn, the cheap ones first. Whoever only wants yes or no stops at the first no."""
    yield Condition(
        "taking requests",
        not (folder / DRAINING).exists(),
        "The service is being stopped: it finishes what it has and takes nothing new.",
    )
    yield _has_space(engine, folder)
    try:
        with Session(engine.execution_options(read_only=True)) as session:
            yield _is_current(session, schema)
            yield Condition(
                "worker",
                is_fresh(session, name="worker", now=now),
                "No worker was heard of in the last five minutes: start python -m elearn.worker.",
            )
            yield _keeps_up(session, now)
    except SQLAlchemyError as error:
        yield Condition("database", False, f"It does not answer: {type(error).__name__}.")
        return
    yield can_write(engine, now=now)


def _has_space(engine: Engine, folder: Path) -> Condition:
    free = min(free_bytes(one) for one in _folders(engine, folder))
    said = f"{free >> 20:,} MiB are free where the database or the instance folder is: make room."
    return Condition("disk", free >= LEAST_FREE, said)


def _folders(engine: Engine, folder: Path) -> tuple[Path, ...]:
    file = engine.url.database
    is_file = engine.dialect.name == "sqlite" and file not in (None, "", ":memory:")
    return (folder, Path(str(file)).parent) if is_file else (folder,)


def free_bytes(folder: Path) -> int:
    """How much room there is where the folder is; 0 where there is no such folder."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def can_write(engine: Engine, *, now: datetime) -> Condition:
    """Write a small row and commit it; wait a second at most for another writer."""
    is_sqlite = engine.dialect.name == "sqlite"
    try:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            before = _wait(driver, WAIT_MS) if is_sqlite else 0
            try:
                _touch(connection, now)
            finally:
                connection.rollback()
                if is_sqlite:
                    _wait(driver, before)
    except SQLAlchemyError as error:
        return Condition("database write", False, f"It failed: {type(error).__name__}.")
    return Condition("database write", True)


def _wait(driver: object, milliseconds: int) -> int:
    """Set how long SQLite waits for another writer; how long it waited before."""
    execute = driver.execute  # type: ignore[attr-defined]
    before = int(execute("PRAGMA busy_timeout").fetchone()[0])
    execute(f"PRAGMA busy_timeout = {milliseconds}")
    return before


def _touch(connection: sa.Connection, now: datetime) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {WAIT_MS}")
    touched = connection.execute(update(Heartbeat).where(Heartbeat.name == PROBE).values(at=now))
    if not touched.rowcount:
        connection.execute(sa.insert(Heartbeat).values(name=PROBE, at=now))
    connection.commit()


def _is_current(session: Session, schema: str) -> Condition:
    found = list(session.scalars(sa.text("SELECT version_num FROM alembic_version")))
    said = f"The database is at {', '.join(found) or 'none'}, not {schema}: run flask db upgrade."
    return Condition("schema", found == [schema], said)


def _keeps_up(session: Session, now: datetime) -> Condition:
    late = [
        one.kind
        for one in waiting(session, now=now)
        if one.since is not None and one.since < now - LONGEST_WAIT
    ]
    said = f"Work waits for more than 15 minutes: {', '.join(late)}. Look at the worker's log."
    return Condition("queue", not late, said)


def waiting(session: Session, *, now: datetime) -> tuple[Waiting, ...]:
    """Letters that are due, imports and audits that nobody has taken yet."""
    letters = select(func.count(), func.min(Letter.not_before)).where(
        Letter.state == LetterState.QUEUED, Letter.not_before <= now
    )
    imports = select(func.count(), func.min(ImportJob.queued_at)).where(
        ImportJob.state == JobState.QUEUED
    )
    audits = select(func.count(), func.min(AuditJob.asked_at)).where(
        AuditJob.state == JobState.QUEUED
    )
    kinds = (("letters", letters), ("imports", imports), ("audits", audits))
    return tuple(Waiting(kind, *session.execute(one).one()) for kind, one in kinds)


def letters_by_state(session: Session) -> dict[str, int]:
    """How many letters are in each state."""
    rows = session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all()
    found = {state.value: number for state, number in rows}
    return {state.value: found.get(state.value, 0) for state in LetterState}


def worker_age(session: Session, *, now: datetime) -> float | None:
    """Seconds since a worker was heard of; None if none ever was."""
    beat = last_beat(session, name="worker")
    return (now - beat).total_seconds() if beat else None
