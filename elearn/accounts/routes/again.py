"""Asked once more who they are: before what matters most, and before a role is theirs."""

from datetime import datetime, timedelta

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import hashing, sessions
from elearn.accounts.addresses import own_address
from elearn.accounts.feature import accounts
from elearn.accounts.queries.entry import kept_hash
from elearn.accounts.routes.second_step import TRIES, WRONG, question_to, refused
from elearn.accounts.second import asking, passkeys, queries
from elearn.accounts.second.actions.waiting import renew, shown_again
from elearn.accounts.second.forms import AgainForm, AppCodeForm, PasskeyForm
from elearn.accounts.second.pages import SecondStepPage
from elearn.accounts.tokens import new_secret
from elearn.extensions import db, limiter
from elearn.web.clock import now
from elearn.web.feature import whoever_is_signed_in
from elearn.web.languages import say

MINE = whoever_is_signed_in(because="everybody shows again that it is still them")


@accounts.page("/sign-in/again", needs=MINE, methods=("GET", "POST"))
@limiter.limit(TRIES, methods=["POST"])
def prove_again() -> ResponseReturnValue:
    at, person_id = now(), g.actor.person_id
    by_password = "password" in request.form
    form = AgainForm() if by_password else AppCodeForm()
    if request.method == "GET":
        return _page(at)
    if not form.validate():
        return _page(at, form), 422
    if by_password and _needs_second():
        abort(400)  # a password alone does not make up for a second step
    if by_password:
        wait = asking.counted(person_id, at, lambda: _fits(form.password.data or ""))
    else:
        wait = asking.app_code(person_id, form.code.data or "", at)
    if wait is None:
        return _shown(at, strong=not by_password)
    field = form.password if by_password else form.code
    field.errors = [WRONG]
    return refused(_page(at, form), wait)


@accounts.page("/sign-in/again/passkey", needs=MINE, methods=("GET", "POST"))
@limiter.limit(TRIES, methods=["POST"])
def prove_again_with_passkey() -> ResponseReturnValue:
    at, form = now(), PasskeyForm()
    back = redirect(url_for(".prove_again", next=own_address(request.form.get("next"))), 303)
    if request.method == "GET":
        return back
    wait: timedelta | None = timedelta(0)
    if form.validate():
        try:
            key = queries.key_called(db.session(), passkeys.named(form.answer.data or ""))
        except passkeys.AnswerError:
            key = None
        if key and key.person_id == g.actor.person_id:
            wait = asking.passkey(key, form.answer.data or "", at, must_verify=False)
    if wait is None:
        return _shown(at, strong=True)
    db.session.rollback()
    flash(say("That passkey did not work here. Try again, or show another way that it is you."))
    return back


def _fits(password: str) -> bool:
    kept = kept_hash(db.session(), g.actor.person_id)
    db.session.rollback()  # nobody waits for the database while a password is checked
    try:
        return hashing.fits(kept, password)
    except hashing.TooBusyError:
        abort(503)


def _shown(at: datetime, *, strong: bool) -> ResponseReturnValue:
    """A new session in the place of this one; what was ended meanwhile stays ended."""
    to = own_address(request.form.get("next")) or url_for("accounts.account")
    fresh = new_secret()
    person_id = renew(
        db.session(), secret=sessions.secret(), new_secret=fresh, strong=strong, now=at
    )
    if person_id is None:
        return redirect(url_for("accounts.sign_in", next=to), 303)
    shown_again(db.session(), person_id=person_id, now=at)
    sessions.open_in_browser(person_id, fresh)
    return redirect(to, 303)


def _needs_second() -> bool:
    """Whether a role waits for a second step that its person has set up."""
    means = queries.means_of(db.session(), g.actor.person_id, now())
    return bool(g.actor.withheld) and means.has_second_step


def _page(at: datetime, form: AgainForm | AppCodeForm | None = None) -> str:
    person_id = g.actor.person_id
    means = queries.means_of(db.session(), person_id, at)
    held = queries.keys_of_person(db.session(), person_id) if means.passkeys else ()
    with_password = means.has_password and not (g.actor.withheld and means.has_second_step)
    code = form if isinstance(form, AppCodeForm) else AppCodeForm(formdata=None)
    password = form if isinstance(form, AgainForm) else AgainForm(formdata=None)
    page = SecondStepPage(
        title=say("Show again that it is you"),
        form=code if means.has_app else None,
        password_form=password if with_password else None,
        options=question_to(held, at),
        next=own_address(request.values.get("next")) or "",
    )
    return render_template("accounts/again.html", page=page)
