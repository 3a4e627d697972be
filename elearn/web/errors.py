"""Error pages: what happened, what to do, and a reference number that the log carries too."""

import logging
from dataclasses import dataclass

from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)
from werkzeug.exceptions import HTTPException

from elearn.extensions import ForgetfulDatabaseError, db
from elearn.web.languages import N_, say, speak_as_asked

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What the error template shows. ``reference`` is the request's number."""

    title: str
    what_happened: str
    what_to_do: str
    reference: str
    status: int


REFUSALS = (400, 403, 413, 429)
NOT_HERE = (
    N_("We cannot show you this page"),
    N_("The address may be wrong, or the page is not open to you."),
    N_("Check the address, or go back to the first page. If somebody sent you the link, ask them."),
)
WORDS: dict[int, tuple[str, str, str]] = {
    400: (
        N_("We could not read what was sent"),
        N_(
            "Something in the address or the form was not in a form we can use. "
            "Nothing was changed."
        ),
        N_("Go back, check what you typed and try again."),
    ),
    403: NOT_HERE,
    404: NOT_HERE,
    405: NOT_HERE,
    413: (
        N_("That file is too large"),
        N_("Files can be up to 10 MB. Nothing was changed."),
        N_("Make the file smaller, for example by removing sheets you do not need, and try again."),
    ),
    429: (
        N_("Too many tries in a short time"),
        N_("To protect people's accounts we slow down repeated requests."),
        N_("Wait a few minutes, then try again."),
    ),
    500: (
        N_("Sorry, something went wrong here"),
        N_("This is our fault, not yours. If you sent something, it was not saved."),
        N_("Go back and try again in a few minutes. If it happens again, tell your administrator."),
    ),
    503: (
        N_("We could not save that just now"),
        N_("The service is busy or its storage is not answering. What you sent was not saved."),
        N_("Keep this page open, wait a minute, then go back and send it again."),
    ),
}

NOT_SHOWN = (
    N_("We could not show you that just now"),
    N_("The service is busy or its storage is not answering. Nothing was changed."),
    N_("Wait a minute, then open the page again."),
)

OUT_OF_DATE = (
    N_("This page was open too long"),
    N_("It was opened long ago, or before you signed in again. Nothing was changed."),
    N_("Go back, load the page again, and send it once more."),
)


def undo() -> None:
    """Undo what the request did so far. If the database has gone in the meantime it did so."""
    try:
        db.session.rollback()
    except SQLAlchemyError as error:
        log.warning("the database went away before the end of a request", exc_info=error)
        db.session().invalidate()


def error_page(status: int, words: tuple[str, str, str] | None = None) -> Response:
    """The error page of a status, in ``words`` of its own if there are; a status that has none is
    shown as 400 or 500. What the request did so far is undone."""
    undo()
    db.session().info["read_only"] = True  # the page must not wait for SQLite's one writer
    known = status if status in WORDS else (500 if status >= 500 else 400)
    speak_as_asked()
    if known == 503 and request.method in ("GET", "HEAD"):
        words = words or NOT_SHOWN  # nothing was sent that could have been saved
    title, happened, to_do = map(say, words or WORDS[known])
    page = ErrorPage(title, happened, to_do, g.get("request_id", "none"), status)
    response = make_response(render_template("errors/error.html", page=page), status)
    if status in (429, 503):
        response.headers["Retry-After"] = "60"
    return response


def show_errors(app: Flask) -> None:
    """Answer every error with a page in plain words; log what was unexpected."""

    @app.errorhandler(CSRFError)
    def expired_form(_error: CSRFError) -> Response:
        log.warning("refused: the form's token is missing or not this browser's")
        return error_page(400, OUT_OF_DATE)

    @app.errorhandler(HTTPException)
    def expected(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        if error.code in REFUSALS:
            log.warning("refused with %s", error.code)
        return error_page(error.code or 500)

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(TimeoutError)
    @app.errorhandler(ForgetfulDatabaseError)
    def database(error: SQLAlchemyError) -> Response:
        log.error("the database did not answer", exc_info=error)
        return error_page(503)

    @app.errorhandler(DatabaseError)
    def storage(error: DatabaseError) -> Response:
        """SQLite's word for a file it cannot read any more; what we did wrong has its own class."""
        return database(error) if type(error) is DatabaseError else unexpected(error)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        log.error("unexpected error", exc_info=error)
        return error_page(500)
