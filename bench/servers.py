"""Starts a server on a loopback port, says what it costs, and stops it by its own process id."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
TICKS = os.sysconf("SC_CLK_TCK")
START_WITHIN_SECONDS = 60.0
STOP_WITHIN_SECONDS = 30.0
POLL_SECONDS = 0.005


class ServerError(Exception):
    """A server did not come up, or answered what it should not have."""


@dataclass(frozen=True, slots=True)
class Server:
    """A gunicorn on loopback. ``started_in`` is seconds from its start to its first good page."""

    name: str
    port: int
    pid: int
    started_in: float

    @property
    def workers(self) -> list[int]:
        return [pid for pid, parent in _parents() if parent == self.pid]

    def cpu_seconds(self) -> float:
        """Processor time, user and system, that its workers have used so far."""
        return sum(_cpu(pid) for pid in self.workers)

    def memory_mib(self) -> float:
        """Proportional set size of master and workers: shared pages are counted once."""
        return sum(_pss(pid) for pid in (self.pid, *self.workers)) / 1024


@contextmanager
def serving(
    name: str, application: str, *, environ: Mapping[str, str], log: Path, first_page: str
) -> Iterator[Server]:
    """``application`` under the product's own gunicorn configuration, until the block ends."""
    port = _free_port()
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("ELEARN_")}
    inherited.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.py", application]
    began = time.monotonic()
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=inherited | dict(environ) | {"PORT": str(port), "ELEARN_WELCOME": f"{name} is up"},
            stdout=out,
            stderr=out,
        )
    try:
        _wait_for(process, port, first_page, log)
        server = Server(name, port, process.pid, time.monotonic() - began)
        _wait_for_workers(server, int(environ.get("WEB_CONCURRENCY", "2")))
        yield server
    finally:
        _stop(process)


def _wait_for(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"The server stopped at its start: {_last_line(log)}")
        connection = http.client.HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status == http.client.OK:
                return
            raise ServerError(f"{path} answered {answer.status}: {_last_line(log)}")
        except (ConnectionError, TimeoutError, http.client.HTTPException):
            time.sleep(POLL_SECONDS)
        finally:
            connection.close()
    raise ServerError(f"The server did not answer within a minute: {_last_line(log)}")


def _wait_for_workers(server: Server, count: int) -> None:
    """The first page may be answered before the last worker is there."""
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while len(server.workers) < count:
        if time.monotonic() > deadline:
            raise ServerError(f"{server.name}: only {len(server.workers)} of {count} workers came")
        time.sleep(POLL_SECONDS)


def _last_line(log: Path) -> str:
    """What a server said last: its folder is gone when somebody reads the message."""
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                yield int(folder.name), int(_stat(int(folder.name))[1])
            except OSError:
                continue  # it ended while we looked


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on: the second may hold spaces."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()


def _cpu(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
