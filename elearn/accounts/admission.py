"""The one door every way of signing in ends at: it opens a session and says where to go next."""

from datetime import datetime
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from elearn.accounts import sessions
from elearn.accounts.actions import entry as actions
from elearn.accounts.addresses import own_address
from elearn.accounts.browsers import describe_browser
from elearn.accounts.tokens import new_secret
from elearn.extensions import db


def admit(person_id: int, at: datetime, *, to: str = "", **more: Any) -> ResponseReturnValue:
    """Let somebody in who has shown who they are, and send them to ``to`` or the front page."""
    let_in(person_id, at, **more)
    return redirect(own_address(to) or "/", 303)


def let_in(person_id: int, at: datetime, **more: Any) -> None:
    """Open a session of the person and give it to this browser."""
    secret = new_secret()
    actions.start_session(
        db.session(),
        person_id=person_id,
        secret=secret,
        browser=describe_browser(request.user_agent.string),
        now=at,
        **more,
    )
    sessions.open_in_browser(person_id, secret)
