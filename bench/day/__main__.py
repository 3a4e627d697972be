"""``bin/load``: the busiest day of the year against the product on this machine, both on its cores.

Exits 1 when an answer that was acknowledged is not kept, or kept twice; times never decide.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bench.day.people import add_people, write_answers
from bench.instance import Instance, seeded, session_of
from bench.servers import HOST, ROOT, Server
from elearn.models import Attempt, Completion

A_VISIT = 60  # seconds from one visit of a learner to the next
PUBLIC_AND_LEADS = 9
STEADY, BURST = 150, 450  # sign-ins a minute


@dataclass(frozen=True, slots=True)
class Kept:
    """Hand-ins the server acknowledged, those of them it does not hold, completions held twice."""

    acknowledged: int
    lost: int
    doubled: int


def main() -> int:
    """Make the people, run the day, say what it was like and whether everything was kept."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="elearn-day-") as name:
        folder = Path(name)
        made, _ = seeded(folder / "base")
        instance = replace(made, quiz_pages="one")
        count = options.sign_ins * (options.minutes + 2) + 1
        with session_of(instance) as (_app, session):
            agency = add_people(session, count, today=datetime.now(UTC).date())
            write_answers(session, folder / "day.json", agency=agency)
        with instance.served(limited=True) as server:
            before = server.memory_mib(), _open_files(server)
            _drive(server, folder, options)
            after = server.memory_mib(), _open_files(server)
        kept = _kept(instance, folder / "handed-in.txt")
        _say(folder, kept, before, after, _journal_mib(instance))
    return 1 if kept.lost or kept.doubled else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/load", description=__doc__)
    parser.add_argument("--minutes", type=int, default=15, help="how long (15; 60 is the soak)")
    parser.add_argument("--burst", action="store_true", help=f"{BURST} sign-ins a minute")
    options = parser.parse_args()
    options.sign_ins = BURST if options.burst else STEADY
    return options


def _drive(server: Server, folder: Path, options: argparse.Namespace) -> None:
    users = options.sign_ins * A_VISIT // 60 + PUBLIC_AND_LEADS
    subprocess.run(
        [
            sys.executable, "-m", "locust", "-f", "bench/day/journeys.py", "--headless",
            "--host", f"http://{HOST}:{server.port}", "--users", str(users),
            "--spawn-rate", str(users / A_VISIT), "--run-time", f"{options.minutes}m",
            "--stop-timeout", "30", "--csv", str(folder / "day"), "--only-summary",
            "--exit-code-on-error", "0", "--loglevel", "WARNING",
        ],
        cwd=ROOT,
        env=os.environ | {"ELEARN_DAY": str(folder / "day.json"), "ELEARN_VISIT": str(A_VISIT)},
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=options.minutes * 60 + 300,
    )  # fmt: skip


def _open_files(server: Server) -> int:
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in server.workers)


def _journal_mib(instance: Instance) -> float:
    journal = instance.file.with_name(instance.file.name + "-wal")
    return journal.stat().st_size / 2**20 if journal.exists() else 0.0


def _kept(instance: Instance, file: Path) -> Kept:
    """Compare what was acknowledged with what is in the database."""
    tokens = [line.rstrip("\n").rpartition("/")[2] for line in file.open(encoding="utf-8")]
    with session_of(instance) as (_app, session):
        held = set(
            session.scalars(select(Attempt.public_id).where(Attempt.submitted_at.is_not(None)))
        )
        again = (
            select(Completion.attempt_id)
            .where(Completion.attempt_id.is_not(None))
            .group_by(Completion.attempt_id)
            .having(func.count() > 1)
        )
        doubled = len(session.scalars(again).all())
    return Kept(len(tokens), sum(one not in held for one in tokens), doubled)


def _say(
    folder: Path,
    kept: Kept,
    before: tuple[float, int],
    after: tuple[float, int],
    journal: float,
) -> None:
    out = sys.stdout
    out.write("| what | requests | failed | a second | median | p95 | p99 |\n")
    out.write("| --- | --- | --- | --- | --- | --- | --- |\n")
    with (folder / "day_stats.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            out.write(
                f"| {row['Name']} | {int(row['Request Count']):,} | {row['Failure Count']} "
                f"| {float(row['Requests/s']):.1f} | {row['50%']} ms | {row['95%']} ms "
                f"| {row['99%']} ms |\n"
            )
    out.write(
        f"\n{kept.acknowledged:,} hand-ins acknowledged, {kept.lost} of them not kept, "
        f"{kept.doubled} kept twice. Memory {before[0]:.0f} to {after[0]:.0f} MiB, open files "
        f"{before[1]} to {after[1]}, SQLite's journal {journal:.0f} MiB. "
        f"{time.strftime('%d %B %Y')}.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
