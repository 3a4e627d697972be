"""One transaction a request: a GET never writes, a good POST commits, the rest roll back. The one
line a GET leaves is that a file was taken (``takings``), after its own transaction has ended."""

import logging

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from elearn.extensions import db
from elearn.web.errors import error_page, undo
from elearn.web.takings import is_taking, note_taking

READS = frozenset({"GET", "HEAD", "OPTIONS"})
# What an action notes in the session that it left waiting, and how the worker is called for it.
CALLS = {
    "letters_waiting": "wake",
    "imports_waiting": "wake_for_imports",
    "audits_waiting": "wake_for_audits",
}

log = logging.getLogger(__name__)


def end_with_request(app: Flask) -> None:
    """Open reading requests as readers, and end every request's transaction by its outcome.

    A commit that fails (disk full, lock, lost connection) is answered 503, never with the page
    that was going to say it was saved.
    """

    @app.before_request
    def begin() -> None:
        if request.method in READS:
            db.session().info["read_only"] = True

    @app.after_request
    def end(response: Response) -> Response:
        if request.method in READS or response.status_code >= 400:
            undo()
            return _given(response)
        try:
            db.session.commit()
        except SQLAlchemyError:
            log.exception("commit failed")
            return error_page(503)
        for waiting, call in CALLS.items():
            if db.session().info.pop(waiting, False):
                wake_worker(call)
        return response


def _given(response: Response) -> Response:
    """The answer to a reading request; a file only once it is in the trail that it is taken."""
    if not is_taking(response):
        return response
    try:
        note_taking(response)
    except SQLAlchemyError:
        log.exception("a file was not given: the trail could not be written")
        response.close()
        return error_page(503)
    return response


def wake_worker(for_what: str = "wake") -> None:
    """Ask for what waits to be seen to now; if that fails it is within a minute anyway."""
    try:
        getattr(current_app.extensions["queue"], for_what)()
    except Exception:
        log.exception("the worker could not be woken")
