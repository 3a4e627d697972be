"""The second step at sign-in: a code of the app, a recovery code, or a passkey."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import throttle
from elearn.accounts.actions.entry import note_failure
from elearn.accounts.addresses import own_address
from elearn.accounts.admission import admit, let_in
from elearn.accounts.apart import apart
from elearn.accounts.feature import accounts
from elearn.accounts.queries.entry import failures_of_address
from elearn.accounts.second import asking, passkeys, pending, queries
from elearn.accounts.second.actions.waiting import end_pending
from elearn.accounts.second.forms import AppCodeForm, PasskeyForm, RecoveryCodeForm
from elearn.accounts.second.pages import SecondStepPage, codes_left
from elearn.extensions import db, limiter
from elearn.web.clock import now
from elearn.web.feature import anyone
from elearn.web.languages import N_, say

HALF_IN = anyone(because="whoever has shown the first of two things")
WRONG = N_(
    "That did not work. Check what you typed; a code of the app works once, while it is shown. "
    "After several wrong tries you have to wait a few minutes."
)
TOO_LATE = N_("Sign in first. The second step has to follow within ten minutes.")
TRIES = "120 per minute"

log = logging.getLogger(__name__)


@accounts.page("/sign-in/second-step", needs=HALF_IN, methods=("GET", "POST"))
@limiter.limit(TRIES, methods=["POST"])
def second_step() -> ResponseReturnValue:
    at = now()
    waiting = pending.current(at)
    if waiting is None:
        return _begin_again()
    form = AppCodeForm()
    if not form.is_submitted():
        return _page(waiting, form, at)
    if not form.validate():
        return _page(waiting, form, at), 422
    wait = asking.app_code(waiting.person_id, form.code.data or "", at)
    if wait is None:
        return _in(waiting, "app", at)
    form.code.errors = [WRONG]
    return refused(_page(waiting, form, at), wait)


@accounts.page("/sign-in/recovery-code", needs=HALF_IN, methods=("GET", "POST"))
@limiter.limit(TRIES, methods=["POST"])
def recovery_code() -> ResponseReturnValue:
    at = now()
    waiting = pending.current(at)
    if waiting is None:
        return _begin_again()
    form = RecoveryCodeForm()
    page = SecondStepPage(say("Use a recovery code"), form)
    if not form.is_submitted():
        return render_template("accounts/recovery_code.html", page=page)
    if not form.validate():
        return render_template("accounts/recovery_code.html", page=page), 422
    wait = asking.recovery_code(waiting.person_id, form.code.data or "", at)
    if wait is None:
        means = queries.means_of(db.session(), waiting.person_id, at)
        answer = _in(waiting, "recovery-code", at)
        flash(
            say("You used a recovery code.") + " " + codes_left(means) + " "
            + say("If you lost your phone or key, set up another under My account.")
        )  # fmt: skip
        return answer
    form.code.errors = [WRONG]
    return refused(render_template("accounts/recovery_code.html", page=page), wait)


@accounts.page(
    "/sign-in/passkey", needs=anyone(because="a passkey is a way in by itself"), methods=("POST",)
)
@limiter.limit(TRIES)
def sign_in_with_passkey() -> ResponseReturnValue:
    """As a second step of whoever waits for one; else as the only step, and then the passkey must
    have checked that it is its person."""
    at = now()
    waiting = pending.current(at)
    back = "accounts.second_step" if waiting else "accounts.sign_in"
    form = PasskeyForm()
    key = _key(form, at) if form.validate() else None
    if key is None or (waiting and waiting.person_id != key.person_id):
        return _not_a_passkey(back)
    if asking.passkey(key, form.answer.data or "", at, must_verify=waiting is None) is not None:
        return _not_a_passkey(back)
    if waiting:
        return _in(waiting, "passkey", at)
    return admit(key.person_id, at, to=form.next.data or "", how="passkey", strong=True)


def _key(form: PasskeyForm, at: datetime) -> queries.KeyRow | None:
    """The passkey that an answer names; a name that is nobody's counts against the address."""
    secret = current_app.extensions["settings"].secret_key
    address = throttle.address_key(secret, request.remote_addr)
    try:
        called = passkeys.named(form.answer.data or "")
    except passkeys.AnswerError:
        return None
    with apart() as session:
        if throttle.address_wait(*failures_of_address(session, address, at), at):
            return None
        key = queries.key_called(session, called)
        if key is None:
            mark = throttle.account_key(secret, "passkey")
            note_failure(session, account_key=mark, address_key=address, now=at)
    return key


def _not_a_passkey(back: str) -> ResponseReturnValue:
    db.session.rollback()
    log.info("sign-in with a passkey failed")
    flash(say("That passkey did not work here. Try again, or sign in another way."))
    return redirect(url_for(back), 303)


def _in(waiting: queries.PendingRow, second: str, at: datetime) -> ResponseReturnValue:
    """Let in whoever waited, once."""
    if not end_pending(db.session(), secret_hash=waiting.secret_hash):
        db.session.rollback()
        return _begin_again()
    to = own_address(pending.wanted()) or "/"
    let_in(waiting.person_id, at, how=waiting.method, strong=True, second=second)
    return redirect(to, 303)


def _begin_again() -> ResponseReturnValue:
    flash(say(TOO_LATE))
    return redirect(url_for("accounts.sign_in"), 303)


def _page(waiting: queries.PendingRow, form: AppCodeForm, at: datetime) -> str:
    with apart(read_only=True) as reading:
        means = queries.means_of(reading, waiting.person_id, at)
        held = queries.keys_of_person(reading, waiting.person_id) if means.passkeys else ()
    page = SecondStepPage(
        title=say("Now show that it is you"),
        form=form if means.has_app else None,
        options=question_to(held, at),
        has_codes=means.codes_left > 0,
    )
    return render_template("accounts/second_step.html", page=page)


def question_to(held: Sequence[queries.KeyRow], at: datetime) -> str:
    """What the browser asks the passkeys of somebody; empty where they have none."""
    site = asking.site()
    if not held or not site.takes_passkeys:
        return ""
    challenge = asking.new_challenge(at)
    return passkeys.to_answer(site, challenge=challenge, held=tuple(one.credential for one in held))


def refused(page: str, wait: timedelta) -> ResponseReturnValue:
    """The same page once more; 429 when tries have to wait."""
    if not wait:
        return page, 422
    return page, 429, {"Retry-After": str(int(wait.total_seconds()) + 1)}
