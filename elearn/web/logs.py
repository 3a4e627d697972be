"""What the log says: one line an event, with the request's number and nobody's data."""

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

MOST_FRAMES = 25
QUIET = frozenset({"health.healthz", "health.readyz", "health.metrics"})  # asked all day long

answered = logging.getLogger("elearn.requests")


def outline(error: BaseException) -> str:
    """An error's kinds and where it arose, without its words: those may quote what somebody typed
    (PostgreSQL's name the e-mail address that was there already)."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < MOST_FRAMES:
        kinds.append(type(cause).__qualname__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    places = (f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{' from '.join(kinds)} at {' > '.join(places)}"


def _short(filename: str) -> str:
    return "/".join(filename.split("/")[-3:])


class Lines(logging.Formatter):
    """JSON lines: time in UTC, what happened, and of the request its number, page and person by
    number. Never an address, a form, a cookie or an error's own words."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        if has_request_context():
            line |= _request_facts()
            line["said"] = str(line["said"]).replace(request.path, str(request.url_rule))
        line |= {name: getattr(record, name) for name in ("status", "ms") if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["error"] = outline(record.exc_info[1])
        return json.dumps(line)


def _request_facts() -> dict[str, object]:
    actor = g.get("actor")
    return {
        "request": g.get("request_id"),
        "page": request.endpoint,
        "method": request.method,
        "person": actor.person_id if actor else None,
    }


class StandardError(logging.Handler):
    """Writes each line to the standard error stream, whichever that is at the time."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
        except Exception:
            self.handleError(record)


def write_log() -> None:
    """Have everything that is logged written as lines, ours from INFO on. Once a process."""
    root = logging.getLogger()
    if not any(isinstance(handler, StandardError) for handler in root.handlers):
        handler = StandardError()
        handler.setFormatter(Lines())
        root.addHandler(handler)
    logging.getLogger("elearn").setLevel(logging.INFO)


def log_requests(app: Flask) -> None:
    """A line for each answer: which page, by whom, its status and how long it took. The page is
    told by its name: addresses hold names and secrets, and queries what people looked for."""

    @app.after_request
    def log(response: Response) -> Response:
        if request.endpoint not in QUIET and "began" in g:
            ms = round((time.monotonic() - g.began) * 1000)
            answered.info("answered", extra={"status": response.status_code, "ms": ms})
        return response
