"""What a cookie keeps while a second step is set up, and the session somebody goes on in."""

import json
from collections.abc import Sequence
from datetime import datetime

from flask import g, session

from elearn.accounts import sessions
from elearn.accounts.second import asking
from elearn.accounts.second.actions.waiting import end_others, renew
from elearn.accounts.second.vault import SealedError
from elearn.accounts.tokens import new_secret
from elearn.extensions import db

CODES, WANTED, KEY = "codes", "wanted", "app"
SHOWN_SECONDS = 600
KEY_SECONDS = 1_800


def remember_where(address: str | None) -> None:
    """Keep where somebody was going before they were sent to set up a second step."""
    if address:
        session[WANTED] = address


def where_to(*, forget: bool = False) -> str:
    """Where they were going; empty if nowhere."""
    found = session.get(WANTED, "")
    if forget and WANTED in session:
        session.pop(WANTED)
    return found if isinstance(found, str) else ""


def show_once(codes: Sequence[str]) -> None:
    """Let recovery codes be seen in this browser for ten minutes. They are encrypted in its
    cookie: nowhere else does the service keep them."""
    session[CODES] = asking.keys().seal(json.dumps([g.actor.person_id, *codes]))


def shown(person_id: int) -> tuple[str, ...]:
    """The recovery codes that may be seen still."""
    return tuple(_opened(CODES, person_id, SHOWN_SECONDS))


def forget_shown() -> None:
    """Their person has kept them."""
    session.pop(CODES, None)


def app_key(person_id: int, *, otherwise: str) -> str:
    """The secret of the app that is being set up: the one the page showed before, so that it may
    be loaded again, else a new one."""
    kept = _opened(KEY, person_id, KEY_SECONDS)
    if kept:
        return kept[0]
    session[KEY] = asking.keys().seal(json.dumps([person_id, otherwise]))
    return otherwise


def _opened(name: str, person_id: int, seconds: int) -> list[str]:
    sealed = session.get(name)
    if not isinstance(sealed, str):
        return []
    try:
        whose, *words = json.loads(asking.keys().open(sealed, seconds=seconds))
    except SealedError:
        return []
    return words if whose == person_id else []


def stay_in(at: datetime, *, strong: bool) -> None:
    """After a change of how somebody signs in: a new session here, and none elsewhere."""
    person_id, fresh, wanted = g.actor.person_id, new_secret(), where_to()
    renew(
        db.session(),
        secret=sessions.secret(),
        new_secret=fresh,
        strong=strong,
        is_weak_now=not strong,
        now=at,
    )
    end_others(db.session(), person_id=person_id, secret=fresh, now=at)
    sessions.open_in_browser(person_id, fresh)
    remember_where(wanted)
