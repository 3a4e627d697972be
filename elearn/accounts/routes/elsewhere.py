"""In with an account at another service, and joining one to the account here."""

import logging

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.actions import identities as actions
from elearn.accounts.addresses import own_address
from elearn.accounts.admission import admit
from elearn.accounts.feature import accounts
from elearn.accounts.forms import IdentityForm, OneButtonForm
from elearn.accounts.oidc import trips
from elearn.accounts.oidc.service import (
    Came,
    Service,
    UnbelievableError,
    UnreachableError,
    secret_of,
    service,
)
from elearn.accounts.pages import CamePage, ElsewherePage, MessagePage, moment
from elearn.accounts.queries.identities import my_identities, person_of
from elearn.extensions import db, limiter
from elearn.web.clock import now
from elearn.web.feature import anyone, whoever_is_signed_in
from elearn.web.languages import N_, say
from elearn.web.sender import sender

LONGEST_CODE = 4_096
MINE = whoever_is_signed_in(because="everybody sees and changes their own account")
# Why somebody who came back is not let in; the words under each heading say what to do.
UNBEGUN = N_("This sign-in did not begin here")
REFUSED = N_("We could not sign you in")
OVER = N_("This sign-in is over")
DOWN = N_("%(service)s does not answer")

log = logging.getLogger(__name__)


@accounts.page("/sign-in/elsewhere", needs=anyone(because="the way in with another service"))
@limiter.limit("600 per minute")
def go_elsewhere() -> ResponseReturnValue:
    at = _service()
    goes_to = own_address(request.args.get("next")) or ""
    joins = bool(g.actor) and request.args.get("join") == "1"
    if g.actor and not joins:
        return redirect(goes_to or "/", 303)
    trip = trips.begin(goes_to=goes_to, joins=joins)
    try:
        address = _provider(at).address(
            state=trip.state,
            nonce=secret_of("nonce", trip.state),
            verifier=secret_of("verifier", trip.state),
        )
    except UnreachableError as error:
        return _down(at, error)
    return redirect(address, 303)


@accounts.page(
    "/sign-in/elsewhere/back", needs=anyone(because="the other service sends people here")
)
@limiter.limit("600 per minute")
def back_from_elsewhere() -> ResponseReturnValue:
    """Who came, with a button: a page that is only looked at signs nobody in."""
    at = _service()
    trip = trips.end(request.args.get("state", ""))
    if trip is None:
        return _not_in(UNBEGUN, 400)
    code = request.args.get("code", "")
    told = request.args.get("iss")
    if request.args.get("error") or not _is_code(code) or told not in (None, at.issuer):
        log.info("sign-in elsewhere was refused there")
        return _not_in(REFUSED, 403)
    try:
        came = _provider(at).came(
            code=code,
            nonce=secret_of("nonce", trip.state),
            verifier=secret_of("verifier", trip.state),
        )
    except UnreachableError as error:
        return _down(at, error)
    except UnbelievableError as error:
        log.warning("sign-in elsewhere not believed: %s", error)
        return _not_in(REFUSED, 403)
    return _who_came(at, came, trip)


def _who_came(at: Service, came: Came, trip: trips.Trip) -> ResponseReturnValue:
    joins = trip.joins and bool(g.actor)
    if not joins and person_of(db.session(), came.issuer, came.subject) is None:
        title = say("Join %(service)s to your account first", service=at.name)
        return render_template(
            "accounts/came.html", page=CamePage(title, at.name, came.label, is_first=True)
        )
    trips.keep(came, trip)
    title = (
        say("Join %(service)s to your account?", service=at.name)
        if joins
        else say("Sign in with %(service)s", service=at.name)
    )
    page = CamePage(title, at.name, came.label, joins=joins)
    return render_template("accounts/came.html", page=page)


def _is_code(code: str) -> bool:
    return 0 < len(code) <= LONGEST_CODE and code.isascii() and code.isprintable()


@accounts.page(
    "/sign-in/elsewhere/in",
    needs=anyone(because="whoever came back from the other service goes in"),
    methods=("POST",),
)
@limiter.limit("600 per minute")
def in_from_elsewhere() -> ResponseReturnValue:
    found = _waiting(_service(), joins=False)
    person_id = person_of(db.session(), found[0].issuer, found[0].subject) if found else None
    if found is None or person_id is None:
        return _not_in(OVER, 410)
    came, trip = found
    return admit(person_id, now(), to=trip.goes_to, how="elsewhere", strong=came.strong)


def _waiting(at: Service, *, joins: bool) -> tuple[Came, trips.Trip] | None:
    """Who came back to this browser, for that end; it is used up."""
    if not OneButtonForm().validate():
        abort(400)
    found = trips.take()
    if found is None or found[0].issuer != at.issuer or found[1].joins is not joins:
        return None
    return found if actions.spend(db.session(), nonce=found[0].nonce, now=now()) else None


@accounts.page("/account/elsewhere/join", needs=MINE, methods=("POST",), fresh=True)
def join_elsewhere() -> ResponseReturnValue:
    at = _service()
    found = _waiting(at, joins=True)
    if found is None:
        return _not_in(OVER, 410)
    came = found[0]
    try:
        actions.join(
            db.session(),
            person_id=g.actor.person_id,
            issuer=came.issuer,
            subject=came.subject,
            label=came.label,
            service=at.name,
            sender=sender(),
            now=now(),
        )
        flash(say("You can sign in with %(service)s from now on.", service=at.name))
    except actions.TakenError:
        flash(say("Somebody else has joined that account to theirs. Ask your administrator."))
    return redirect(url_for("accounts.elsewhere"), 303)


@accounts.page("/account/elsewhere", needs=MINE, methods=("GET", "POST"), fresh=True)
def elsewhere() -> ResponseReturnValue:
    """The accounts elsewhere I have joined; the button takes one away."""
    at = _service()
    form = IdentityForm()
    if form.is_submitted():
        given = form.identity.data or ""
        gone = form.validate() and actions.take_away(
            db.session(), person_id=g.actor.person_id, row_id=int(given), now=now()
        )
        flash(say("It is taken away.") if gone else say("It was gone already."))
        return redirect(url_for("accounts.elsewhere"), 303)
    mine = my_identities(db.session(), g.actor.person_id)
    page = ElsewherePage(
        title=say("Sign in with %(service)s", service=at.name),
        service=at.name,
        joined=tuple((one.row_id, one.label, moment(one.joined_at)) for one in mine),
        is_joined=any(one.issuer == at.issuer for one in mine),
    )
    return render_template("accounts/elsewhere.html", page=page)


def _service() -> Service:
    return service() or abort(404)


def _provider(at: Service):  # type: ignore[no-untyped-def]  # its module is loaded late
    from elearn.accounts.oidc.wire import provider_of  # noqa: PLC0415 - costs a start 365 ms

    db.session.rollback()  # nobody waits for the database while the network is waited for
    return provider_of(at)


def _not_in(heading: str, status: int) -> ResponseReturnValue:
    page = MessagePage(
        say(heading),
        (
            say("Nothing was changed, and you are not signed in by it. Try again from our page."),
            say("You can also sign in with your password or with a link that we send you."),
        ),
        say("Go to sign in"),
        url_for("accounts.sign_in"),
    )
    return render_template("accounts/message.html", page=page), status


def _down(at: Service, error: UnreachableError) -> ResponseReturnValue:
    """It is their service that fails, not ours: other ways in are open."""
    log.warning("the service people sign in with does not answer: %s", error)
    page = MessagePage(
        say(DOWN, service=at.name),
        (
            say("That is not your fault, and your training record is safe."),
            say("Sign in with your password, or with a link that we send you."),
        ),
        say("Send me a link instead"),
        url_for("accounts.mailed"),
    )
    return render_template("accounts/message.html", page=page), 424
