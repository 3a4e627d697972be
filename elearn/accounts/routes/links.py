"""Forgotten passwords, and the single-use links of letters."""

from flask import abort, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import hashing, throttle
from elearn.accounts.actions import entry as actions
from elearn.accounts.admission import admit, is_in
from elearn.accounts.apart import apart
from elearn.accounts.common import fault_of
from elearn.accounts.evenly import evenly, letter_keys
from elearn.accounts.feature import accounts
from elearn.accounts.forms import ForgotPasswordForm, NewPasswordForm
from elearn.accounts.pages import FormPage, MessagePage
from elearn.accounts.queries import entry as queries
from elearn.accounts.queries.mine import words_about
from elearn.accounts.tokens import digest
from elearn.domain.identity import canonical_email
from elearn.extensions import db, limiter
from elearn.web.clock import now
from elearn.web.feature import anyone
from elearn.web.languages import N_, say
from elearn.web.sender import sender

RESET, INVITATION = "reset", "invitation"
BUTTONS = {RESET: N_("Change my password"), INVITATION: N_("Choose this password and go in")}


@accounts.page(
    "/forgot-password",
    needs=anyone(because="whoever forgot their password cannot sign in"),
    methods=("GET", "POST"),
)
@limiter.limit("120 per hour", methods=["POST"])
def forgot_password() -> ResponseReturnValue:
    form = ForgotPasswordForm()
    page = FormPage(
        say("Choose a new password"),
        form,
        say("Send me the letter"),
        intro=say("We send you a letter with a link. It works for one hour."),
    )
    if not form.is_submitted():
        return render_template("accounts/forgot.html", page=page)
    if not form.validate():
        return render_template("accounts/forgot.html", page=page), 422
    with evenly():
        _ask(canonical_email(form.email.data or ""))
    return redirect(url_for("accounts.letter_on_its_way"), 303)


def _ask(email: str) -> None:
    """Write the letter, if there is one to write, and have it saved before the wait that makes
    all answers take the same time."""
    with apart() as session:
        actions.ask_for_reset(
            session, email=email, sender=sender(), now=now(), **letter_keys(email)
        )


@accounts.page(
    "/forgot-password/sent",
    needs=anyone(because="no cookie: it says the same to everybody"),
)
def letter_on_its_way() -> ResponseReturnValue:
    page = MessagePage(
        say("Check your e-mail"),
        (
            say("If we know the address you typed, a letter is on its way to it."),
            say("Its link works once, for one hour. We send at most three letters an hour."),
            say(
                "No letter? Look among the unwanted mail, and check that you typed your "
                "work address."
            ),
            say("Still nothing? Ask whoever leads on training in your agency."),
        ),
        say("Go to sign in"),
        url_for("accounts.sign_in"),
    )
    return render_template("accounts/message.html", page=page)


@accounts.page(
    "/reset/<token:token>",
    needs=anyone(because="whoever holds the link from the letter"),
    methods=("GET", "POST"),
)
@limiter.limit("120 per minute")
def reset(token: str) -> ResponseReturnValue:
    return _choose(RESET, token)


@accounts.page(
    "/invite/<token:token>",
    needs=anyone(because="whoever holds the link from the letter"),
    methods=("GET", "POST"),
)
@limiter.limit("120 per minute")
def invite(token: str) -> ResponseReturnValue:
    return _choose(INVITATION, token)


def _choose(kind: str, token: str) -> ResponseReturnValue:
    """Show the form, which uses nothing up; or take the new password, which uses up the link."""
    form = NewPasswordForm()
    with apart(read_only=True) as session:
        link = queries.open_link(session, kind, digest(token), now())
        words = words_about(session, link.person_id) if link else []
    if link is None:
        return _used_up()
    page = FormPage(
        say("Choose a password"), form, say(BUTTONS[kind]), _whose(link.person_id), link.email
    )
    if not form.is_submitted():
        return render_template("accounts/choose.html", page=page)
    if not form.validate() or not is_good(form, words):
        return render_template("accounts/choose.html", page=page), 422
    return _take(kind, link, form.new_password.data or "")


def _whose(person_id: int) -> str:
    """Said where the browser is another's at the moment: a shared computer, a forwarded letter."""
    if g.actor is None or g.actor.person_id == person_id:
        return ""
    return say(
        "Somebody else is signed in here now. Go on only if the letter was sent to you and this "
        "account is yours."
    )


def _take(kind: str, link: queries.OpenLink, password: str) -> ResponseReturnValue:
    at = now()
    used = actions.use_link(
        db.session(),
        kind=kind,
        link=link,
        new_hash=hashed(password),
        sender=sender(),
        now=at,
    )
    if not used:
        return _used_up()
    actions.forget_failures(db.session(), account_key=_account_key(link.email))
    if kind == INVITATION:
        answer = admit(link.person_id, at, how=INVITATION)
        if is_in():
            flash(say("Your password is set and you are signed in."))
        else:
            flash(say("Your password is set."))
        return answer
    if _whose(link.person_id):
        flash(say("The new password is set. Sign out here first, then sign in with it."))
    else:
        flash(say("Your password is changed. Sign in with it."))
    return redirect(url_for("accounts.sign_in"), 303)


def _account_key(email: str) -> str:
    return throttle.account_key(current_app.extensions["settings"].secret_key, email)


def _used_up() -> ResponseReturnValue:
    """Whoever is signed in needs no other link: mostly it was they who used this one."""
    if g.actor:
        onward = say("Go to my training"), "/learn"
    else:
        onward = say("Ask for a new link"), url_for("accounts.forgot_password")
    page = MessagePage(
        say("This link no longer works"),
        (
            say("It was used already, it is too old, or a part of it is missing."),
            say("Have you chosen a password with it? Then sign in as usual."),
            say("Your account and your training record are as they were."),
        ),
        *onward,
    )
    return render_template("accounts/message.html", page=page), 410


def is_good(form: NewPasswordForm, words: list[str]) -> bool:
    """Whether the password may be used; says at the field why not."""
    partnership = current_app.extensions["settings"].partnership
    fault = fault_of(form.new_password.data or "", own_words=[*words, partnership])
    if fault:
        form.new_password.errors = [fault]
    return fault is None


def hashed(password: str) -> str:
    """The hash to keep; 503 when too many are being made."""
    db.session.rollback()  # what was read is read; nobody waits for the database meanwhile
    try:
        return hashing.hash_password(password)
    except hashing.TooBusyError:
        abort(503)
