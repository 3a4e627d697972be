"""The product as it is started for real, and browsers that talk to it over the wire."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.support.mailserver import free_port

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Product:
    """gunicorn with its workers, on a loopback port, as a process group of its own."""

    database_url: str
    instance: Path
    secret: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    extra: dict[str, str] = field(default_factory=dict)

    def start(self):
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("ELEARN_")},
            "ELEARN_ENV": "test",
            "ELEARN_SECRET_KEY": self.secret,
            "ELEARN_INSTANCE": str(self.instance),
            "ELEARN_DATABASE_URL": self.database_url,
            "ELEARN_BASE_URL": f"http://127.0.0.1:{self.port}",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            **self.extra,
        }
        with (self.instance / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.py", "wsgi:app"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()
        return self

    def _wait(self):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            assert self.process.poll() is None, self.said()
            try:
                with Browser(self.port) as browser:
                    if browser.get("/healthz").status == 200 and len(self.workers()) == 2:
                        return
            except (OSError, HTTPException):
                time.sleep(0.1)
        raise AssertionError("the product does not answer")

    def said(self) -> str:
        """The end of what it wrote to its log."""
        return (self.instance / "server.log").read_text("utf-8", "replace")[-2000:]

    def kill(self):
        """End every process of it at once, without a word."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def workers(self) -> list[int]:
        """The numbers of the processes that answer, without their master's."""
        command = ["ps", "-o", "pid=", "--ppid", str(self.process.pid)]
        listed = subprocess.run(command, capture_output=True, text=True, check=False)
        return [int(line) for line in listed.stdout.split()]

    def memory(self) -> int:
        """Bytes of memory of all its processes."""
        listed = subprocess.run(
            ["ps", "-o", "rss=", "-g", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        return sum(int(line) for line in listed.stdout.split()) * 1024


@dataclass(frozen=True)
class Answer:
    status: int
    location: str | None
    text: str
    retry_after: str | None = None


class Browser:
    """Keeps its cookie and the token of its forms. Raises OSError or HTTPException when the
    product goes away."""

    def __init__(self, port: int, cookie: str = ""):
        self.line = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookie = cookie
        self.token = ""

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_error) -> None:
        self.line.close()

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None)

    def post(self, path: str, **fields) -> Answer:
        if not self.token:
            self.get("/account/sessions" if self.cookie else "/sign-in")
        sent = {name.replace("_", "-"): value for name, value in fields.items()}
        return self._send("POST", path, urlencode({"csrf_token": self.token, **sent}))

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body, headers)
        response = self.line.getresponse()
        text = response.read().decode("utf-8", "replace")
        if given := response.getheader("Set-Cookie"):
            self.cookie = given.split(";")[0]
        if found := TOKEN.search(text):
            self.token = found[1]
        location, retry_after = map(response.getheader, ("Location", "Retry-After"))
        return Answer(response.status, location, text, retry_after)
