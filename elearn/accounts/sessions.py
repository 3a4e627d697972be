"""Who is asking: the cookie's secret against the session rows, through flask-login.

The cookie alone is worth nothing: its secret must match a row that has not been ended (F9). How
long somebody was idle is kept in the signed cookie, so that reading a page writes nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from elearn.access.policy import Actor, Appointment, Role
from elearn.accounts.queries.entry import signed_in
from elearn.accounts.tokens import digest
from elearn.extensions import db
from elearn.web import carried
from elearn.web.clock import now, today

IDLE_LEARNER = timedelta(hours=8)
IDLE_PRIVILEGED = timedelta(minutes=30)
RENEW_SECONDS = 60
OURS = ("_user_id", "_fresh", "_id", "seen")

__all__ = [
    "SignedIn",
    "describe",
    "digest",
    "forget",
    "init_app",
    "is_required_of",
    "is_strong",
    "load_actor",
    "open_in_browser",
    "secret",
]


@dataclass(eq=False)
class SignedIn(UserMixin):
    """Somebody signed in, in one browser. ``post`` is what they do and where; ``is_strong`` whether
    they have shown two things."""

    secret: str
    actor: Actor
    post: str = ""
    is_strong: bool = False

    def get_id(self) -> str:
        return self.secret


class RowSessions(LoginManager):
    """Flask-login without its remember-me cookie, which would outlive a session's row; so no
    answer reads the session unless a page does, and public pages stay cacheable."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response

    def _load_user_from_remember_cookie(self, cookie: str) -> None:
        return None


manager = RowSessions()
manager.session_protection = None  # the rows protect; people on trains change their address


def init_app(app: Flask) -> None:
    """Let flask-login find people by the secret in their cookie."""
    manager.init_app(app, add_context_processor=False)


@manager.user_loader  # type: ignore[untyped-decorator]
def load(secret: str) -> SignedIn | None:
    """The person whose session a secret opens, with their roles: one statement."""
    if not isinstance(secret, str):
        return None
    row = signed_in(db.session(), secret, now=now(), today=today())
    if row is None:
        return None
    withheld: frozenset[Appointment] = frozenset()
    if not row.is_strong and is_required_of(row.email):
        withheld = frozenset(one for one in row.held if one.role is not Role.LEARNER)
    actor = Actor(
        row.person_id, row.held - withheld, row.name, row.language, withheld, row.proved_at
    )
    return SignedIn(secret, actor, row.post, row.is_strong)


def is_required_of(email: str | None) -> bool:
    """Whether roles beyond learner wait for a second step: those of a demonstration's own accounts
    do not."""
    if current_app.extensions["settings"].second_factor != "required":
        return False
    return email not in {one[1] for one in current_app.extensions.get("demo_accounts", ())}


def load_actor() -> Actor | None:
    """Who is asking, or None. The guard calls it once a request."""
    g.pop("_login_user", None)  # a context that outlives one request must not lend its person
    user = _user()
    if user is None:
        forget()
        return None
    moment = int(now().timestamp())
    seen = session.get("seen")
    idle = moment - seen if isinstance(seen, int) else None
    if idle is None or idle > _longest_idle(user.actor).total_seconds():
        forget()
        g.pop("_login_user", None)
        return None
    if idle >= RENEW_SECONDS:
        session["seen"] = moment
    return user.actor


def open_in_browser(person_id: int, secret: str) -> None:
    """Give this browser a session, new from the ground up: what was in the cookie is dropped, but
    for a form that waits for whoever was signed out while they sent it."""
    waiting = session.get(carried.NAME)
    session.clear()
    if waiting:
        session[carried.NAME] = waiting
    login_user(SignedIn(secret, Actor(person_id, frozenset())))
    session["seen"] = int(now().timestamp())
    g.pop("_login_user", None)


def secret() -> str:
    """The secret of the session of this request; empty when nobody is signed in."""
    user = _user()
    return user.secret if user else ""


def is_strong() -> bool:
    """Whether whoever is asking has shown two things in this session."""
    user = _user()
    return user is not None and user.is_strong


def describe() -> str:
    """What the signed-in person does and where, as in "midwife, Northmoor Hospitals"."""
    user = _user()
    return user.post if user else ""


def _user() -> SignedIn | None:
    user: Any = current_user._get_current_object()
    return user if isinstance(user, SignedIn) else None


def _longest_idle(actor: Actor) -> timedelta:
    return IDLE_LEARNER if actor.in_full().roles <= {Role.LEARNER} else IDLE_PRIVILEGED


def forget() -> None:
    """Take a session that is over out of the cookie. A visitor without one is given none."""
    for key in OURS:
        if key in session:
            session.pop(key)
