"""Whether all is well: each part of the service, its state, and what to do if it is not."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy.orm import Session

from elearn.admin.pages import counted, moment
from elearn.admin.queries import figures as queries
from elearn.config import ROOT
from elearn.domain.dates import london_today, uk_date
from elearn.operations.backups.runs import last as last_backup
from elearn.operations.heartbeat import FRESH_FOR
from elearn.operations.runs import RunRow, last_runs
from elearn.reporting.table import Column, Report

A_BACKUP = timedelta(hours=26)
A_CHECK = timedelta(hours=26)
LONG_WAIT = timedelta(minutes=30)
LEAST_FREE = 0.1
A_GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the service: ``state`` is a shape of the status macro, ``word`` says it."""

    name: str
    state: str
    word: str
    found: str
    todo: str = ""


HEALTH: Report[Part] = Report(
    "How the service stands",
    (
        Column("Part", lambda row: row.name, "part"),
        Column("State", lambda row: row.word, "state"),
        Column("What was found", lambda row: row.found, "found"),
        Column("What to do", lambda row: row.todo, "todo"),
    ),
    purpose="For looking after the service.",
)


def _part(name: str, good: bool, found: str, todo: str, *, bad: str = "Act") -> Part:
    shape = ("good", "Well") if good else ("watch" if bad == "Watch" else "act", bad)
    return Part(name, *shape, found, "" if good else todo)


@cache
def code_schema() -> str:
    """The revision this code is for."""
    return (ROOT / "migrations" / ".head").read_text("utf-8").strip()


def parts(session: Session, folder: str, at: datetime) -> tuple[Part, ...]:
    """Every part, in a fixed order and with a fixed number of statements."""
    found = queries.figures(session, now=at)
    return (*_database(session), *moving_parts(session, found, folder, at), _certificates(found))


def moving_parts(
    session: Session, found: queries.Figures, folder: str, at: datetime
) -> tuple[Part, ...]:
    """The parts that change from day to day."""
    runs = last_runs(session)
    return (
        _disk(folder),
        *_worker(found, at),
        _letters(found),
        _backup(session, at),
        _trail(runs.get("trail-check"), at),
        _jobs(runs, at),
        _law(session, at),
    )


def _database(session: Session) -> Iterator[Part]:
    base = queries.database(session)
    size = f", {base.bytes / 1_000_000:,.0f} MB" if base.bytes else ""
    yield _part("Database", True, f"{base.kind}{size}", "")
    current = base.revision == code_schema()
    yield _part(
        "Tables", current, f"Version {base.revision or 'not written down'}",
        "Run: flask db upgrade, then start again.", bad="Watch" if not base.revision else "Act",
    )  # fmt: skip
    yield _part(
        "Trail in the database", base.trail_is_sealed,
        "The database refuses to change it" if base.trail_is_sealed else "Lines can be changed",
        "Run: flask db upgrade. The seal was taken off.",
    )  # fmt: skip


def _disk(folder: str) -> Part:
    try:
        disk = shutil.disk_usage(folder)
    except OSError:
        return Part("Disk", "unknown", "Not known", "The installation’s folder is not there")
    free = f"{disk.free / A_GIGABYTE:,.1f} GB free of {disk.total / A_GIGABYTE:,.1f} GB"
    return _part("Disk", disk.free > LEAST_FREE * disk.total, free, "Make room, or add a disk.")


def _worker(found: queries.Figures, at: datetime) -> Iterator[Part]:
    heard = found.worker_at
    yield _part(
        "Worker", heard is not None and at - heard < FRESH_FOR,
        f"Last heard of {moment(heard)}" if heard else "Never heard of",
        "Start it: python -m elearn.worker. No letter goes out without it.",
    )  # fmt: skip
    oldest = found.oldest_waiting
    is_late = oldest is not None and at - oldest > LONG_WAIT
    waits = f"; the oldest since {moment(oldest)}" if oldest else ""
    yield _part(
        "Outbox", not is_late, f"{counted(found.waiting, 'letter')} waiting{waits}",
        "Look at what the mail server says.",
    )  # fmt: skip


def _letters(found: queries.Figures) -> Part:
    said = f"{counted(found.failed, 'letter')} failed, {found.sent:,} sent"
    return _part("Letters", not found.failed, said, "Correct the addresses.", bad="Watch")


def _backup(session: Session, at: datetime) -> Part:
    run = last_backup(session)
    if run is None:
        return Part(
            "Backup", "act", "Act", "None was ever made",
            "Set ELEARN_BACKUP_TO, or run: flask backup",
        )  # fmt: skip
    fresh = at - run.ended_at < A_BACKUP
    return _part("Backup", fresh, f"Last made {moment(run.ended_at)}", "Look why it stopped.")


def _trail(run: RunRow | None, at: datetime) -> Part:
    if run is None:
        return Part("Trail", "unknown", "Not known", "Not checked yet", "Check it on its page.")
    well = run.outcome.value == "done" and at - run.began_at < A_CHECK
    found = f"Checked {moment(run.began_at)}. {run.said}"
    return _part("Trail", well, found, "Check it on its page; keep a copy of the database.")


def _jobs(runs: dict[str, RunRow], at: datetime) -> Part:
    wrong = sorted(
        name for name, run in runs.items() if run.outcome.value == "failed" or run.broke_off(at)
    )
    said = f"Failed last time: {', '.join(wrong)}" if wrong else "Each went well last time"
    said = said if runs else "None has run yet"
    return _part("Nightly work", not wrong, said, "See the page of the worker, then the log.")


def _law(session: Session, at: datetime) -> Part:
    late = queries.overdue_modules(session, london_today(at))
    said = ", ".join(f"{one.code} ({uk_date(one.review_by)})" for one in late[:10])
    return _part(
        "Law in the modules", not late, said or "Every module is within its review date",
        "Have them looked at, and publish them anew.", bad="Watch",
    )  # fmt: skip


def _certificates(found: queries.Figures) -> Part:
    number, last = found.certificates, found.last_certificate_at
    said = f"{counted(number, 'certificate')} made" + (f", the last {moment(last)}" if last else "")
    return Part("Certificates", "good", "Well", said)
