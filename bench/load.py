"""Drives a server with wrk, and says how long answers took and what they cost the server."""

import statistics
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path

from bench.servers import HOST, Server, ServerError

SCRIPT = Path(__file__).parent / "walk.lua"
MICRO = 1_000_000
NOISY = 0.30
PATIENCE_SECONDS = 20  # a busy machine is slow; only no answer at all is an error


@dataclass(frozen=True, slots=True)
class Load:
    """One run: milliseconds an answer took, answers a second, server milliseconds per answer.
    What is done once has its median alone; the rest is not a number."""

    median_ms: float
    p99_ms: float = nan
    per_second: float = nan
    cpu_ms: float = nan


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to make: where, and as whom (the cookie; empty for nobody)."""

    path: str
    cookie: str = ""


def with_wrk(server: Server, asks: Sequence[Ask], *, connections: int, seconds: int) -> Load:
    """Ask in turn over that many connections for that long. Raises ServerError when any answer
    was none, or an error."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as walk:
        walk.write("".join(f"{ask.path}\t{ask.cookie}\n" for ask in asks))
        walk.flush()
        before = server.cpu_seconds()
        done = subprocess.run(
            [
                "wrk",
                "-t1",
                f"-c{connections}",
                f"-d{seconds}s",
                "--timeout",
                f"{PATIENCE_SECONDS}s",
                "-s",
                str(SCRIPT),
                f"http://{HOST}:{server.port}",
                "--",
                walk.name,
            ],
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 30,
        )
        used = server.cpu_seconds() - before
    line = next(one for one in done.stdout.splitlines() if one.startswith("BENCH "))
    count, duration, median, p99, errors = map(int, line.split()[1:])
    if errors or not count:
        raise ServerError(f"{server.name}: {errors} of {count} answers were errors")
    return Load(median / 1000, p99 / 1000, count / (duration / MICRO), used * 1000 / count)


def middle(runs: Sequence[Load]) -> Load:
    """The median of several runs, figure by figure."""

    def of(figure: Callable[[Load], float]) -> float:
        return statistics.median(figure(run) for run in runs)

    return Load(
        of(lambda run: run.median_ms),
        of(lambda run: run.p99_ms),
        of(lambda run: run.per_second),
        of(lambda run: run.cpu_ms),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.5), percentile([1.0, 2.0], 0.99)
    (2.0, 2.0)
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 100) * len(ordered) // 100) - 1))]


def spread(values: Sequence[float]) -> float:
    """How far the runs lie apart, as a share of their median."""
    return (max(values) - min(values)) / statistics.median(values)
