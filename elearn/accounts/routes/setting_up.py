"""Setting up a second step: an authenticator app, or a passkey."""

from datetime import datetime

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.addresses import own_address
from elearn.accounts.feature import accounts
from elearn.accounts.second import asking, codes, passkeys, picture, queries, showing
from elearn.accounts.second.actions import means as actions
from elearn.accounts.second.forms import AppCodeForm, NewPasskeyForm
from elearn.accounts.second.pages import AppPage, NewPasskeyPage, grouped
from elearn.extensions import db, limiter
from elearn.operations.grants import AccountError
from elearn.web.clock import now
from elearn.web.feature import whoever_is_signed_in
from elearn.web.languages import N_, say
from elearn.web.sender import sender

MINE = whoever_is_signed_in(because="everybody sets up their own second step")
WRONG = N_(
    "That is not the code the app shows now. Check that the clock of your phone sets itself, "
    "and type the code that is shown at this moment."
)
NOT_MADE = N_("The passkey could not be added. Try again, or use another device.")
ON_FILE = N_("This passkey is on your list already.")


@accounts.page("/account/security/app", needs=MINE, methods=("GET", "POST"), fresh=True)
@limiter.limit("60 per hour", methods=["POST"])
def set_up_app() -> ResponseReturnValue:
    at, person_id, form = now(), g.actor.person_id, AppCodeForm()
    means = queries.means_of(db.session(), person_id, at)
    key = showing.app_key(person_id, otherwise=codes.new_app_secret())
    if not form.is_submitted():
        return _app_page(form, key, means)
    step = codes.step_of(key, form.code.data or "", at) if form.validate() else None
    if step is None:
        if not form.code.errors:
            form.code.errors = [WRONG]
        return _app_page(form, key, means), 422
    actions.add_app(
        db.session(),
        person_id=person_id,
        sealed=asking.keys().seal(key),
        step=step,
        sender=sender(),
        now=at,
    )
    return _go_on(means, at, say("Your authenticator app is set up."))


def _app_page(form: AppCodeForm, key: str, means: queries.Means) -> str:
    issuer = current_app.extensions["settings"].partnership
    address = codes.app_address(key, account=means.called, issuer=issuer)
    title = say("Set up an authenticator app")
    page = AppPage(form, picture.of(address), grouped(key), address, title)
    return render_template("accounts/app.html", page=page)


@accounts.page("/account/security/passkey", needs=MINE, methods=("GET", "POST"), fresh=True)
@limiter.limit("60 per hour", methods=["POST"])
def add_passkey() -> ResponseReturnValue:
    at, person_id, form = now(), g.actor.person_id, NewPasskeyForm()
    if not asking.site().takes_passkeys:
        return redirect(url_for(".security"), 303)
    means = queries.means_of(db.session(), person_id, at)
    if not form.is_submitted():
        return _passkey_page(form, means, at)
    challenge = asking.take_challenge(at)
    if not form.validate() or not _keep(form, challenge, at):
        return _passkey_page(form, means, at), 422
    return _go_on(means, at, say("The passkey is added."))


def _keep(form: NewPasskeyForm, challenge: bytes | None, at: datetime) -> bool:
    """Keep the passkey that was made; says in the form why not."""
    name = " ".join((form.name.data or "").split())
    try:
        made = passkeys.made(asking.site(), form.answer.data or "", challenge=challenge or b"")
        actions.add_passkey(
            db.session(),
            key=queries.KeyRow(
                0, g.actor.person_id, made.credential, made.public_key, made.sign_count, name,
                at, None,
            ),
            sender=sender(),
            now=at,
        )  # fmt: skip
    except (passkeys.AnswerError, actions.TakenError, AccountError) as error:
        db.session.rollback()
        words = str(error) if isinstance(error, AccountError) else NOT_MADE
        form.answer.errors = [ON_FILE if isinstance(error, actions.TakenError) else words]
        return False
    return True


def _passkey_page(form: NewPasskeyForm, means: queries.Means, at: datetime) -> str:
    person_id = g.actor.person_id
    held = queries.keys_of_person(db.session(), person_id)
    options = passkeys.to_make(
        asking.site(),
        challenge=asking.new_challenge(at),
        handle=queries.handle_of(db.session(), person_id),
        called=means.called,
        name=means.name,
        held=tuple(one.credential for one in held),
    )
    form.answer.data = ""  # what was made before answers another question
    page = NewPasskeyPage(form, options, say("Add a passkey"))
    return render_template("accounts/passkey.html", page=page)


def _go_on(means: queries.Means, at: datetime, done: str) -> ResponseReturnValue:
    """To the recovery codes, which come with the first second step; else back."""
    made: tuple[str, ...] = ()
    if not means.has_second_step:
        made = tuple(
            actions.new_codes(db.session(), person_id=g.actor.person_id, sender=None, now=at)
        )
    showing.stay_in(at, strong=True)
    flash(f"{done} {say('Your other browsers were signed out.')}")
    if made:
        showing.show_once(made)
        return redirect(url_for(".recovery_codes"), 303)
    return redirect(own_address(showing.where_to(forget=True)) or url_for(".security"), 303)
