"""The one door every way of signing in ends at: it opens a session and says where to go next."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import sessions
from elearn.accounts.actions import entry as actions
from elearn.accounts.addresses import own_address
from elearn.accounts.browsers import describe_browser
from elearn.accounts.second import browsers, pending
from elearn.accounts.second.queries import means_of
from elearn.accounts.tokens import new_secret
from elearn.extensions import db
from elearn.web.languages import N_, say
from elearn.web.sender import sender

SHUT = N_("This account cannot be used to sign in. Ask whoever leads on training in your agency.")
SET_UP = N_(
    "Your role here needs a second step at sign-in. Set one up now. Until then you can do your own "
    "training only."
)


def admit(
    person_id: int,
    at: datetime,
    *,
    to: str = "",
    how: str = "password",
    strong: bool = False,
    **more: Any,
) -> ResponseReturnValue:
    """Let somebody in who has shown who they are, and send them to ``to`` or the front page.

    Nobody suspended or erased comes in by any way. Whoever has set up a second step is asked for
    it first, unless how they came in shows two things by itself (``strong``).
    """
    means = means_of(db.session(), person_id, at)
    if not means.may_sign_in:
        flash(say(SHUT))
        return redirect(url_for("accounts.sign_in"), 303)
    if means.has_second_step and not strong:
        pending.begin(person_id, at, how=how, to=own_address(to) or "", **more)
        return redirect(url_for("accounts.second_step"), 303)
    let_in(person_id, at, how=how, strong=strong, **more)
    if means.has_role and not strong and sessions.is_required_of(means.email):
        flash(say(SET_UP))
        return redirect(url_for("accounts.security", next=own_address(to)), 303)
    return redirect(own_address(to) or "/", 303)


def let_in(
    person_id: int,
    at: datetime,
    *,
    how: str = "password",
    strong: bool = False,
    **more: Any,
) -> None:
    """Open a session of the person and give it to this browser. Whoever calls this has asked for
    all there is to ask for: ``admit`` is the door."""
    secret = new_secret()
    browser = describe_browser(request.user_agent.string)
    actions.start_session(
        db.session(),
        person_id=person_id,
        secret=secret,
        browser=browser,
        method=how,
        strong=strong,
        now=at,
        **more,
    )
    browsers.recognise(person_id, at, browser=browser, sender=sender())
    session.pop(pending.NAME, None)
    sessions.open_in_browser(person_id, secret)


def is_in() -> bool:
    """Whether ``admit`` has let somebody in and does not wait for their second step."""
    return pending.NAME not in session
