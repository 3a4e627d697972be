"""A roster of 10,000 rows looked at and applied, against the bare inserts of as many rows."""

import csv
import io
import sqlite3
import statistics
import time
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from bench.cases import Bench
from bench.instance import Instance, session_of
from bench.limit_app import PRAGMAS
from bench.load import NOISY, Load, spread
from bench.rows import Results, Row
from elearn.domain.dates import london_today
from elearn.models import Agency, StaffRole
from elearn.roster import actions

ROWS = 10_000
STARTED = date(2025, 9, 1)
FIRST = ("Amina", "Ben", "Carys", "Dev", "Elin", "Femi", "Grace", "Hugh", "Isla", "Jonah")
LAST = ("Adeyemi", "Brook", "Clarke", "Das", "Evans", "Frost", "Gill", "Hall", "Iqbal", "Jones")


def run(bench: Bench) -> Results:
    """In turn, each time into a fresh copy of the demonstration."""
    pairs = []
    for turn in range(bench.runs):
        least = _bare_inserts(bench.folder / f"inserts-{turn}.db")
        pairs.append((_import(bench.base.copy("roster")), least))
    ratio = statistics.median(mine / least for mine, least in pairs)
    ours, limits = [mine for mine, _ in pairs], [least for _, least in pairs]
    median = statistics.median(ours)
    row = Row(
        key="roster",
        what=f"Roster of {ROWS:,} rows, dry run and apply",
        ours=Load(median * 1000),
        limit=Load(statistics.median(limits) * 1000),
        ratio=ratio,
        most=25,
        bar="3 s",
        kept=ratio <= 25 and median <= 3,
        noisy=spread(limits) > NOISY,
    )
    return Results(rows=(row,))


def roster_file(roles: list[str]) -> bytes:
    """People that nobody knows yet, in the form that agencies send."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(["staff_number", "full_name", "email", "team", "role", "start_date"])
    for n in range(ROWS):
        name = f"{FIRST[n % 10]} {LAST[n // 10 % 10]}"
        team, role = f"Team {n % 20}", roles[n % len(roles)]
        row = [f"B{n:06}", name, f"b{n}@bench.example", team, role, STARTED.isoformat()]
        write.writerow(row)
    return out.getvalue().encode()


def _import(instance: Instance) -> float:
    """Seconds from the file to the committed record: planned first, then applied."""
    with session_of(instance) as (_, session):
        agency = session.scalars(select(Agency.id).order_by(Agency.id).limit(1)).one()
        roles = list(session.scalars(select(StaffRole.name).order_by(StaffRole.id)))
        session.rollback()
        content, now = roster_file(roles), datetime.now(UTC)
        began = time.perf_counter()
        actions.plan_of(session, agency_id=agency, content=content, today=london_today(now))
        session.rollback()
        done = actions.bring_in(
            session,
            agency_id=agency,
            filename="roster.csv",
            content=content,
            confirm_leavers=True,
            actor_id=None,
            now=now,
            today=london_today(now),
        )
        session.commit()
        took = time.perf_counter() - began
        if done.plan.counts["new"] != ROWS:
            raise ValueError(f"the roster was not taken as it is: {done.plan.counts}")
    return took


def _bare_inserts(path: Path) -> float:
    """Seconds to put as many people, numbers and postings into three bare tables."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    for table in ("person", "staff_number", "posting"):
        connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b TEXT)")
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table in ("person", "staff_number", "posting"):
        connection.executemany(
            f"INSERT INTO {table} (a, b) VALUES (?, ?)",  # noqa: S608 our own three names
            [(f"{table}-{n}", FIRST[n % 10]) for n in range(ROWS)],
        )
    connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return took
