"""Files that leave the service: each one somebody signed in takes is a line in the trail.

A page that is looked at writes nothing. A file is taken once and for all, so it is noted before its
first byte goes out, in a transaction of its own after the reading one has ended; if that fails, the
file is not given. Files that are made in answer to a form are noted by what makes them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response, current_app, g, request
from sqlalchemy.orm import Session

from elearn.extensions import db
from elearn.operations.trail import note
from elearn.web.clock import now

NUMBERS = ("number", "audit", "briefing", "attempt", "chase", "file")  # parts of addresses


def rows_taken(count: int) -> None:
    """Say how many rows the file of this request has."""
    g.rows_taken = count


def is_taking(response: Response) -> bool:
    """Whether somebody signed in is about to be given a file by this answer to a GET, and not one
    that anyone in the world may take."""
    need = current_app.extensions["needs"].get(request.endpoint)
    return (
        need is not None
        and need.public_because is None
        and request.environ["REQUEST_METHOD"] == "GET"  # a HEAD asks as if it were one
        and response.status_code == 200
        and g.get("actor") is not None
        and response.headers.get("Content-Disposition", "").startswith("attachment")
    )


def note_taking(response: Response) -> None:
    """Write down who takes which file: the page it is of, its kind, how many rows it has if that is
    known beforehand, of which agency. Raises SQLAlchemyError when it cannot be written."""
    with _apart() as session:
        note(
            session,
            action="file.taken",
            actor_id=g.actor.person_id,
            subject_kind="file",
            subject_id=str(request.endpoint)[:64],
            detail=_detail(response),
            now=now(),
        )


@contextmanager
def _apart() -> Iterator[Session]:
    """A writer of its own: the request's session reads only."""
    with (
        Session(
            bind=db.session().bind or db.engine, join_transaction_mode="create_savepoint"
        ) as session,
        session.begin(),
    ):
        yield session


def _detail(response: Response) -> dict[str, Any]:
    parts = request.view_args or {}
    said: dict[str, Any] = {"kind": (response.mimetype or "").rpartition("/")[2][:60]}
    if "rows_taken" in g:
        said["rows"] = g.rows_taken
    if agency := parts.get("agency") or parts.get("about"):
        said["agency"] = str(agency)[:60]
    number = next((parts[name] for name in NUMBERS if name in parts), None)
    if isinstance(number, int):
        said["number"] = number
    return said
