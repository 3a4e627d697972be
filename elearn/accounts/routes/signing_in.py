"""Signing in and out."""

import logging
from datetime import datetime, timedelta

from flask import abort, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn.accounts import hashing, sessions, throttle
from elearn.accounts.actions import entry as actions
from elearn.accounts.addresses import own_address
from elearn.accounts.admission import admit
from elearn.accounts.apart import apart
from elearn.accounts.feature import accounts
from elearn.accounts.forms import SignInForm
from elearn.accounts.oidc.service import service
from elearn.accounts.pages import DEMO_PASSWORD, DemoAccount, SignInPage
from elearn.accounts.queries import entry as queries
from elearn.accounts.second import asking, passkeys
from elearn.domain.identity import IdentityError, canonical_name
from elearn.extensions import db, limiter
from elearn.web import carried
from elearn.web.clock import now
from elearn.web.feature import anyone
from elearn.web.languages import N_

# A hospital's thousands come from one address: failed tries are counted apart (throttle.py).
TRIES = "600 per minute"
FAILED = N_(
    "We could not sign you in. Check your e-mail address or user name, and your password. "
    "After several wrong tries you have to wait a few minutes."
)

log = logging.getLogger(__name__)


@accounts.page("/sign-in", needs=anyone(because="the way in"), methods=("GET", "POST"))
@limiter.limit(TRIES, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
        if g.actor:
            return redirect(own_address(form.next.data) or "/", 303)
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        entered = _enter(form.email.data or "", form.password.data or "", form.next.data or "")
    except hashing.TooBusyError:
        abort(503)
    if not isinstance(entered, timedelta):
        return entered
    wait = entered
    form.password.errors = [FAILED]
    if not wait:
        return _page(form), 422
    return _page(form), 429, {"Retry-After": str(int(wait.total_seconds()) + 1)}


@accounts.page(
    "/sign-out", needs=anyone(because="whoever is signed out already is told so"), methods=("POST",)
)
def sign_out() -> ResponseReturnValue:
    if g.actor:
        actions.end_session(
            db.session(), secret=sessions.secret(), person_id=g.actor.person_id, now=now()
        )
    sessions.forget()
    carried.drop()
    return redirect("/", 303)


def _enter(email: str, password: str, to: str) -> timedelta | ResponseReturnValue:
    """Let somebody in, or say how long they must wait (nothing: try again).

    The password is checked between two short transactions: a hash takes 50 ms, and SQLite's one
    writer must not be kept that long.
    """
    secret_key = current_app.extensions["settings"].secret_key
    keys = (
        throttle.account_key(secret_key, email),
        throttle.address_key(secret_key, request.remote_addr),
    )
    at = now()
    account, wait = _look_up(email, keys, at)
    if wait:
        log.warning("sign-in refused: too many failed tries")
        return wait
    fits = hashing.fits(account.hash if account else None, password)
    if account is None or not fits or not account.can_sign_in:
        with apart() as session:
            actions.note_failure(session, account_key=keys[0], address_key=keys[1], now=at)
        log.info("sign-in failed")
        return timedelta(0)
    return _open(account, password, keys[0], at, to)


def _look_up(
    email: str, keys: tuple[str, str], at: datetime
) -> tuple[queries.Account | None, timedelta]:
    """The account of what was typed, if any, and how long this account or address must wait."""
    with apart(read_only=True) as session:
        wait = max(
            throttle.account_wait(queries.failures_of_account(session, keys[0], at), at),
            throttle.address_wait(*queries.failures_of_address(session, keys[1], at), at),
        )
        try:
            return queries.account(session, canonical_name(email)), wait
        except IdentityError:
            return None, wait


def _open(
    account: queries.Account, password: str, account_key: str, at: datetime, to: str
) -> ResponseReturnValue:
    outdated = account.hash is not None and hashing.is_outdated(account.hash)
    return admit(
        account.person_id,
        at,
        to=to,
        account_key=account_key,
        new_hash=hashing.hash_password(password) if outdated else None,
    )


def _page(form: SignInForm) -> str:
    demo: tuple[DemoAccount, ...] = ()
    if current_app.extensions["settings"].is_demo:
        listed = current_app.extensions.get("demo_accounts", ())
        demo = tuple(DemoAccount(*one) for one in listed)
    password = current_app.extensions.get("demo_password", DEMO_PASSWORD)
    other = service()
    site = asking.site()
    options = ""
    if site.takes_passkeys:
        options = passkeys.to_answer(site, challenge=asking.new_challenge(now()), held=())
    page = SignInPage(form, demo, password if demo else "", other.name if other else "", options)
    return render_template("accounts/sign_in.html", page=page)
