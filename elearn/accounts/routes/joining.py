"""In with a printed slip: the code, then a user name and a password of one's own."""

from datetime import datetime, timedelta

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import throttle
from elearn.accounts.actions import entry as actions
from elearn.accounts.admission import admit, is_in
from elearn.accounts.apart import apart
from elearn.accounts.feature import accounts
from elearn.accounts.forms import JoinForm, NewPasswordForm, UserNameForm
from elearn.accounts.pages import FormPage, JoinPage
from elearn.accounts.queries import entry as queries
from elearn.accounts.queries.mine import words_about
from elearn.accounts.routes.links import hashed, is_good
from elearn.domain.join_codes import JoinCodeError, canonical_code
from elearn.extensions import db, limiter
from elearn.operations.sign_ins import code_digest
from elearn.web.clock import now, today
from elearn.web.feature import anyone
from elearn.web.languages import N_, say
from elearn.web.sender import sender

JOIN = "join"  # the kind of link, and where the cookie keeps the code between the two pages
WRONG = N_("This code does not work. Check each letter, or ask for a new slip: each works once.")
BUSY = N_("There were too many wrong codes from here. Wait a quarter of an hour, then try again.")
TAKEN = N_("Somebody else has this user name. Choose another.")
BY_SLIP = anyone(because="whoever holds a printed slip has no account yet")


@accounts.page("/join", needs=BY_SLIP, methods=("GET", "POST"))
@limiter.limit("60 per minute", methods=["POST"])
def join() -> ResponseReturnValue:
    form = JoinForm()
    page = FormPage(say("Start with the code on your slip"), form, say("Go on"))
    if not form.is_submitted():
        return render_template("accounts/join.html", page=page)
    if not form.validate():
        return render_template("accounts/join.html", page=page), 422
    at = now()
    if wait := _wait(at):
        form.code.errors = [BUSY]
        later = {"Retry-After": str(int(wait.total_seconds()) + 1)}
        return render_template("accounts/join.html", page=page), 429, later
    code = form.code.data or ""
    if _link_of(code, at) is None:
        _count_failure(at)
        form.code.errors = [WRONG]
        return render_template("accounts/join.html", page=page), 422
    session[JOIN] = code
    return redirect(url_for(".join_as"), 303)


@accounts.page("/join/account", needs=BY_SLIP, methods=("GET", "POST"))
@limiter.limit("60 per minute", methods=["POST"])
def join_as() -> ResponseReturnValue:
    """Who the slip is for, and what they choose. Looking uses nothing up."""
    at = now()
    link = _link_of(session.get(JOIN), at)
    if link is None:
        session.pop(JOIN, None)
        flash(say("Type the code on your slip first."))
        return redirect(url_for(".join"), 303)
    with apart(read_only=True) as reading:
        words = words_about(reading, link.person_id)
        agencies = queries.agency_names(reading, link.person_id, today())
        offered = "" if link.username else queries.free_username(reading, link.name)
    form = NewPasswordForm() if link.username else UserNameForm(data={"username": offered})
    page = JoinPage(
        title=say("Choose a password")
        if link.username
        else say("Choose a user name and a password"),
        form=form,
        name=link.name,
        agencies=", ".join(agencies),
        username=link.username,
    )
    if not form.is_submitted():
        return render_template("accounts/join_as.html", page=page)
    if not _is_fine(form, words) or not _take(link, form, at):
        return render_template("accounts/join_as.html", page=page), 422
    return _in(link, link.username or form.wanted, at)


def _is_fine(form: NewPasswordForm, words: list[str]) -> bool:
    """Whether the form is well filled in, the user name is free and the password is good."""
    fine: bool = form.validate()
    if not fine:
        return False
    if form.wanted:
        with apart(read_only=True) as reading:
            if not queries.is_username_free(reading, form.wanted):
                form.username.errors = [TAKEN]
                return False
    return is_good(form, [*words, form.wanted])


def _take(link: queries.OpenLink, form: NewPasswordForm, at: datetime) -> bool:
    """Use the code up and keep what was chosen; says at the field why not."""
    try:
        used = actions.use_link(
            db.session(),
            kind=JOIN,
            link=link,
            new_hash=hashed(form.new_password.data or ""),
            sender=sender(),
            now=at,
            username=form.wanted or None,
        )
    except actions.UserNameTakenError:
        db.session.rollback()
        form.username.errors = [TAKEN]
        return False
    if not used:
        form.new_password.errors = [WRONG]
        return False
    return True


def _in(link: queries.OpenLink, username: str, at: datetime) -> ResponseReturnValue:
    answer = admit(link.person_id, at, how="slip")
    flash(
        say(
            "You are signed in. Next time, sign in with your user name: %(username)s",
            username=username,
        )
        if is_in()
        else say("Next time, sign in with your user name: %(username)s", username=username)
    )
    return answer


def _link_of(typed: object, at: datetime) -> queries.OpenLink | None:
    """Whose slip has that code, if it still works."""
    try:
        code = canonical_code(typed if isinstance(typed, str) else "")
    except JoinCodeError:
        return None
    with apart(read_only=True) as reading:
        return queries.open_link(reading, JOIN, code_digest(_key(), code), at)


def _wait(at: datetime) -> timedelta:
    """How long this network address must wait: its wrong codes and wrong passwords together."""
    address = throttle.address_key(_key(), request.remote_addr)
    with apart(read_only=True) as reading:
        return throttle.address_wait(*queries.failures_of_address(reading, address, at), at)


def _count_failure(at: datetime) -> None:
    address = throttle.address_key(_key(), request.remote_addr)
    with apart() as writing:
        actions.note_failure(
            writing, account_key=throttle.account_key(_key(), JOIN), address_key=address, now=at
        )


def _key() -> str:
    secret: str = current_app.extensions["settings"].secret_key
    return secret
