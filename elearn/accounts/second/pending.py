"""A sign-in that waits for its second step: a row, and its secret in the cookie."""

from datetime import datetime
from typing import Any

from flask import session

from elearn.accounts.apart import apart
from elearn.accounts.second import queries
from elearn.accounts.second.actions import waiting
from elearn.accounts.tokens import digest, new_secret
from elearn.extensions import db

NAME = "second"


def begin(person_id: int, at: datetime, *, how: str, to: str, **more: Any) -> None:
    """Somebody has shown the first thing: wait for the second, for ten minutes."""
    secret = new_secret()
    waiting.begin_pending(
        db.session(), person_id=person_id, secret=secret, method=how, now=at, **more
    )
    session[NAME] = {"secret": secret, "to": to}


def current(at: datetime) -> queries.PendingRow | None:
    """What waits in this browser, if it still does."""
    secret = _kept("secret")
    if not secret:
        return None
    with apart(read_only=True) as reading:
        return queries.pending(reading, digest(secret), at)


def wanted() -> str:
    """Where whoever waits was going."""
    return _kept("to")


def _kept(name: str) -> str:
    kept = session.get(NAME)
    value = kept.get(name) if isinstance(kept, dict) else None
    return value if isinstance(value, str) else ""
