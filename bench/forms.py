"""A learner's browser in small: cookies kept, forms read from the page, nothing else."""

import http.client
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bench.servers import HOST, ServerError

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(slots=True)
class Answer:
    """What a server said: status, where to go next (for a redirect), headers and body.
    ``first_byte`` is after how many seconds the body began."""

    status: int
    location: str
    body: bytes
    content_type: str
    first_byte: float = 0.0

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def csrf(self) -> str:
        """The token against forgery of the first form of the page."""
        found = TOKEN.search(self.text)
        if found is None:
            raise ServerError("the page has no form")
        return found[1]


@dataclass(slots=True)
class Browser:
    """One kept-alive connection with its cookies. ``gzip`` asks for compressed bodies, which are
    returned as they came."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    gzip: bool = False
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields).encode(), kind)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers["Accept-Encoding"] = "gzip" if self.gzip else "identity"
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            said = answer.read(1)
            first_byte = time.perf_counter() - began
            said += answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise ServerError(f"{method} {path} was not answered: {error!r}") from error
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        where = urlsplit(answer.headers.get("Location", ""))
        location = where.path + (f"?{where.query}" if where.query else "")
        kind = answer.headers.get_content_type()
        return Answer(answer.status, location, said, kind, first_byte)


def expect(answer: Answer, status: int, what: str) -> Answer:
    """The answer, which must have that status."""
    if answer.status != status:
        raise ServerError(f"{what} answered {answer.status}, not {status}")
    return answer
