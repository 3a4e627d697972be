"""Asking for an account with a work address: its owner proves it, then says where they work."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.actions import registering as actions
from elearn.accounts.apart import apart
from elearn.accounts.evenly import evenly, letter_keys
from elearn.accounts.feature import accounts
from elearn.accounts.forms import RegisterForm, WorkForm
from elearn.accounts.pages import FormPage, MessagePage, WorkPage
from elearn.accounts.queries import registering as queries
from elearn.domain.identity import canonical_email, clean_name
from elearn.domain.mail_domains import domain_of
from elearn.extensions import db, limiter
from elearn.web.clock import now, today
from elearn.web.feature import anyone
from elearn.web.languages import N_, say
from elearn.web.sender import sender

BY_LETTER = anyone(because="whoever holds the link from the letter")
UNKNOWN_DOMAIN = N_(
    "No agency here has named this as a domain of its staff. Use your work address, or ask whoever "
    "leads on training where you work."
)


@accounts.page(
    "/register",
    needs=anyone(because="whoever works for a partner and has no account asks for one"),
    methods=("GET", "POST"),
)
@limiter.limit("60 per hour", methods=["POST"])
def register() -> ResponseReturnValue:
    """The domain alone decides what is answered here: whether somebody has an account does not."""
    form = RegisterForm()
    page = FormPage(say("Ask for an account"), form, say("Send me the letter"))
    if not form.is_submitted():
        return render_template("accounts/register.html", page=page)
    if not form.validate():
        return render_template("accounts/register.html", page=page), 422
    email = canonical_email(form.email.data or "")
    if not queries.is_a_domain(db.session(), domain_of(email), today()):
        form.email.errors = [UNKNOWN_DOMAIN]
        return render_template("accounts/register.html", page=page), 422
    with evenly(), apart() as writing:
        actions.ask_for_account(
            writing,
            name=clean_name(form.name.data or ""),
            email=email,
            sender=sender(),
            now=now(),
            **letter_keys(email),
        )
    return redirect(url_for("accounts.registered"), 303)


@accounts.page("/register/sent", needs=anyone(because="no cookie: it says the same to everybody"))
def registered() -> ResponseReturnValue:
    page = MessagePage(
        say("Check your e-mail"),
        (
            say("A letter is on its way to the address you typed."),
            say("It says how to go on. A link in it works once, for 24 hours."),
            say("No letter? Look among the unwanted mail. We send at most three an hour."),
        ),
        say("Go to sign in"),
        url_for("accounts.sign_in"),
    )
    return render_template("accounts/message.html", page=page)


@accounts.page("/register/<token:token>", needs=BY_LETTER, methods=("GET", "POST"))
@limiter.limit("120 per minute")
def say_where(token: str) -> ResponseReturnValue:
    """Where somebody works whose address is proved. Looking uses nothing up."""
    asking = queries.asking(db.session(), token, now())
    if asking is None:
        return _used_up()
    offered = queries.agencies_of(db.session(), asking.email, today())
    if not offered:
        return _nobody_to_ask()
    agency = _chosen(offered)
    if agency is None:
        page = WorkPage(say("Where do you work?"), asking.name, asking.email, choose=offered)
        return render_template("accounts/work.html", page=page)
    return _work(token, asking, agency, is_only=len(offered) == 1)


def _chosen(offered: tuple[queries.Choice, ...]) -> queries.Choice | None:
    """The agency that is meant: the only one, or the one in the address."""
    if len(offered) == 1:
        return offered[0]
    wanted = request.args.get("agency", "")
    return next((one for one in offered if one.value == wanted), None)


def _work(
    token: str, asking: queries.Asking, agency: queries.Choice, *, is_only: bool
) -> ResponseReturnValue:
    roles, teams = queries.roles_and_teams(db.session(), agency.row_id)
    form = WorkForm()
    form.offer(roles, teams)
    page = WorkPage(
        say("What do you do?"),
        asking.name,
        asking.email,
        agency=agency.name,
        form=form,
        action=url_for(".say_where", token=token, agency=None if is_only else agency.value),
        other_href="" if is_only else url_for(".say_where", token=token),
    )
    if not form.is_submitted():
        return render_template("accounts/work.html", page=page)
    if not form.validate():
        return render_template("accounts/work.html", page=page), 422
    role = next((one.row_id for one in roles if one.value == form.role.data), None)
    team = next((one.row_id for one in teams if one.value == form.team.data), None)
    if role is None:
        abort(400)
    work = actions.Work(agency, role, team)
    if not actions.say_where(db.session(), asking=asking, work=work, sender=sender(), now=now()):
        return _used_up()
    return redirect(url_for(".asked"), 303)


@accounts.page("/register/asked", needs=anyone(because="no cookie: it says the same to everybody"))
def asked() -> ResponseReturnValue:
    page = MessagePage(
        say("Your agency is asked"),
        (
            say("We have written to you to say what happens next."),
            say("When they say yes, you get a letter with a link to choose a password."),
            say("Without an answer within 30 days your request is deleted."),
        ),
        say("Go to the front page"),
        url_for("public.home"),
    )
    return render_template("accounts/message.html", page=page)


def _used_up() -> ResponseReturnValue:
    page = MessagePage(
        say("This link no longer works"),
        (
            say("It was used already, it is too old, or a newer letter took its place."),
            say("Your agency may have been asked already: look for our letter about that."),
        ),
        say("Ask for an account"),
        url_for(".register"),
    )
    return render_template("accounts/message.html", page=page), 410


def _nobody_to_ask() -> ResponseReturnValue:
    page = MessagePage(
        say("There is no agency to ask"),
        (
            say("No agency has addresses like yours any more."),
            say("Ask whoever leads on training where you work."),
        ),
    )
    return render_template("accounts/message.html", page=page), 410
