"""In without a password: a link by letter, once, for a few minutes."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.actions import mailed as actions
from elearn.accounts.addresses import own_address
from elearn.accounts.admission import admit
from elearn.accounts.apart import apart
from elearn.accounts.evenly import evenly, letter_keys
from elearn.accounts.feature import accounts
from elearn.accounts.forms import MailedForm, OneButtonForm
from elearn.accounts.pages import FormPage, MailedPage, MessagePage
from elearn.accounts.queries.mailed import OpenMailed, open_mailed
from elearn.accounts.tokens import new_secret
from elearn.domain.identity import canonical_email
from elearn.extensions import db, limiter
from elearn.web.clock import now
from elearn.web.feature import anyone
from elearn.web.languages import say
from elearn.web.sender import sender

ASKED_HERE = "asked_here"  # where the cookie keeps the secret of a browser that asked


@accounts.page(
    "/sign-in/link",
    needs=anyone(because="whoever has no password at hand asks for a link"),
    methods=("GET", "POST"),
)
@limiter.limit("120 per hour", methods=["POST"])
def mailed() -> ResponseReturnValue:
    form = MailedForm()
    page = FormPage(
        say("Sign in with a link"),
        form,
        say("Send me a link"),
        intro=say("We send you a letter with a link. It signs you in once, for ten minutes."),
    )
    if not form.is_submitted():
        form.next.data = own_address(request.args.get("next")) or ""
        return render_template("accounts/mailed.html", page=page)
    if not form.validate():
        return render_template("accounts/mailed.html", page=page), 422
    with evenly():
        _ask(canonical_email(form.email.data or ""), own_address(form.next.data) or "")
    return redirect(url_for("accounts.mailed_on_its_way"), 303)


def _ask(email: str, goes_to: str) -> None:
    """Have the letter written, if there is one to write. Each browser that asks keeps one secret,
    whoever it asks for."""
    browser = _this_browser() or new_secret()
    with apart() as writing:
        actions.ask_for_link(
            writing,
            email=email,
            browser=browser,
            goes_to=goes_to,
            sender=sender(),
            now=now(),
            **letter_keys(email),
        )
    session[ASKED_HERE] = browser


@accounts.page(
    "/sign-in/link/sent", needs=anyone(because="no cookie: it says the same to everybody")
)
def mailed_on_its_way() -> ResponseReturnValue:
    page = MessagePage(
        say("Check your e-mail"),
        (
            say("If we know the address you typed, a letter is on its way to it."),
            say("Its link works once, for ten minutes. Open it in this browser if you can."),
            say("We send at most three letters an hour."),
            say(
                "No letter? Look among the unwanted mail, and check that you typed your "
                "work address."
            ),
        ),
        say("Go to sign in"),
        url_for("accounts.sign_in"),
    )
    return render_template("accounts/message.html", page=page)


@accounts.page(
    "/sign-in/link/<token:token>",
    needs=anyone(because="whoever holds the link from the letter"),
    methods=("GET", "POST"),
)
@limiter.limit("120 per minute")
def mailed_link(token: str) -> ResponseReturnValue:
    """Looking uses nothing up: programs that read mail look at links too."""
    form = OneButtonForm()
    with apart(read_only=True) as reading:
        link = open_mailed(reading, token=token, browser=_this_browser(), now=now())
    if link is None:
        return _used_up()
    if form.validate_on_submit():
        if request.form.get("act") == "stop":
            return _stop(link)
        if link.is_same_browser or request.form.get("act") == "here":
            return _enter(link)
    page = MailedPage(say("Sign in"), link.email, link.is_same_browser)
    return render_template("accounts/mailed_link.html", page=page), 422 if form.errors else 200


def _enter(link: OpenMailed) -> ResponseReturnValue:
    at = now()
    if not actions.use_mailed(db.session(), link_id=link.link_id, now=at):
        return _used_up()
    return admit(link.person_id, at, to=link.goes_to, how="link", strong=False)


def _stop(link: OpenMailed) -> ResponseReturnValue:
    actions.stop_mailed(db.session(), link_id=link.link_id, person_id=link.person_id, now=now())
    flash(say("The link is stopped. Nobody can sign in with it."))
    return redirect(url_for("accounts.sign_in"), 303)


def _this_browser() -> str:
    kept = session.get(ASKED_HERE)
    return kept if isinstance(kept, str) else ""


def _used_up() -> ResponseReturnValue:
    page = MessagePage(
        say("This link no longer works"),
        (
            say("It was used already, it is too old, or a newer letter took its place."),
            say("Your account and your training record are as they were."),
        ),
        say("Ask for a new link"),
        url_for("accounts.mailed"),
    )
    return render_template("accounts/message.html", page=page), 410
