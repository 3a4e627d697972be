"""Browsers we know: a cookie of their own, so that a sign-in with another can be told by letter."""

import re
from datetime import datetime, timedelta

from flask import Response, after_this_request, current_app, request

from elearn.accounts.second.actions import waiting
from elearn.accounts.tokens import new_secret
from elearn.extensions import db
from elearn.operations.invitations import Sender

KEPT = timedelta(days=400)  # as long as browsers keep a cookie at most
SECRET = re.compile(r"[\w-]{43}", re.ASCII)


def recognise(person_id: int, at: datetime, *, browser: str, sender: Sender) -> None:
    """Know this browser again the next time; tell its person if it is new to them."""
    secret = request.cookies.get(_name(), "")
    if not SECRET.fullmatch(secret):
        secret = new_secret()
    waiting.recognise(
        db.session(), person_id=person_id, secret=secret, browser=browser, sender=sender, now=at
    )

    @after_this_request
    def keep(response: Response) -> Response:
        if response.status_code < 400:
            response.set_cookie(
                _name(),
                secret,
                max_age=KEPT,
                secure=current_app.config["SESSION_COOKIE_SECURE"],
                httponly=True,
                samesite="Lax",
            )
        return response


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-browser"
