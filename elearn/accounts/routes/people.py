"""Other people's accounts, for the administrator: find, invite, suspend, sign out."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.accounts.actions import people as actions
from elearn.accounts.feature import accounts
from elearn.accounts.forms import OneButtonForm
from elearn.accounts.pages import ConfirmPage, PeoplePage, PersonLine
from elearn.accounts.queries import people as queries
from elearn.accounts.report import PEOPLE
from elearn.accounts.routes.links import sender
from elearn.extensions import db
from elearn.operations.grants import AccountError
from elearn.operations.invitations import send_invitation
from elearn.web.clock import now
from elearn.web.downloads import download
from elearn.web.feature import Need

ADMINISTER = Need(Permission.ADMINISTER)
MOST_ROWS = 100_000  # of a file
STATES = {
    "active": "May sign in",
    "suspended": "Suspended",
    "erased": "Erased",
    "merged": "Put together with another record",
}


@accounts.page("/admin/people", needs=ADMINISTER)
def people() -> ResponseReturnValue:
    words = _words()
    after = request.args.get("after", "").replace("\0", "")[:32]
    found = queries.find_people(db.session(), words=words, after=after or None, now=now())
    shown = found[: queries.A_PAGE]
    is_more = len(found) > queries.A_PAGE
    page = PeoplePage(
        people=tuple(_line(one) for one in shown),
        words=words,
        next_href=url_for(".people", q=words or None, after=shown[-1].id) if is_more else "",
        first_href=url_for(".people", q=words or None) if after else "",
        csv=url_for(".people_file", kind="csv", q=words or None),
        xlsx=url_for(".people_file", kind="xlsx", q=words or None),
    )
    return render_template("accounts/people.html", page=page)


@accounts.page("/admin/people.<any(csv, xlsx):kind>", needs=ADMINISTER)
def people_file(kind: str) -> ResponseReturnValue:
    rows = queries.find_people(db.session(), words=_words(), after=None, now=now(), limit=MOST_ROWS)
    return download(PEOPLE, rows, kind, name="people")


def _words() -> str:
    return request.args.get("q", "").replace("\0", "").strip()[:100]


def _line(row: queries.PersonRow) -> PersonLine:
    roles = ", ".join(role.label for role in row.roles)
    browsers = "1 browser" if row.sessions == 1 else f"{row.sessions} browsers"
    signed_in = f"signed in on {browsers}" if row.sessions else ""
    active = row.status.value == "active"
    password = "" if row.has_password else "no password yet"
    return PersonLine(
        id=row.id,
        name=row.name,
        email=row.email or "No e-mail address",
        state=STATES[row.status.value],
        note="; ".join(part for part in (roles, password, signed_in) if part),
        can_invite=active and row.email is not None,
        can_suspend=active,
        can_return=row.status.value == "suspended",
        can_sign_out=row.sessions > 0,
    )


@accounts.page("/admin/people/<token:person>/suspend", needs=ADMINISTER, methods=("GET", "POST"))
def suspend(person: str) -> ResponseReturnValue:
    someone = _someone(person)
    if request.method == "GET":
        page = ConfirmPage(
            title="Suspend this account",
            name=someone.name,
            warning="They are signed out at once and cannot come in by any door, and get no "
            "letters. Their training record stays. You can let them back in at any time.",
            button="Suspend the account",
            act=url_for(".suspend", person=person),
            person_id=person,
        )
        return render_template("accounts/confirm.html", page=page)
    return _do(actions.suspend, someone, f"{someone.name} is suspended and signed out.")


@accounts.page("/admin/people/<token:person>/return", needs=ADMINISTER, methods=("POST",))
def let_back_in(person: str) -> ResponseReturnValue:
    someone = _someone(person)
    return _do(actions.let_back_in, someone, f"{someone.name} may sign in again.")


@accounts.page("/admin/people/<token:person>/sign-out", needs=ADMINISTER, methods=("POST",))
def sign_out_everywhere(person: str) -> ResponseReturnValue:
    someone = _someone(person)
    return _do(actions.sign_out_everywhere, someone, f"{someone.name} is signed out everywhere.")


@accounts.page("/admin/people/<token:person>/invite", needs=ADMINISTER, methods=("POST",))
def invite_person(person: str) -> ResponseReturnValue:
    someone = _someone(person)
    token = OneButtonForm().validate() and send_invitation(
        db.session(),
        person_id=someone.person_id,
        actor_id=g.actor.person_id,
        sender=sender(),
        now=now(),
    )
    if token:
        flash(f"An invitation to {someone.name} is in the outbox.")
    else:
        flash(f"{someone.name} has no e-mail address or is suspended: nothing was sent.")
    return redirect(url_for(".people", q=someone.name), 303)


def _do(act: Callable[..., Any], someone: queries.Someone, done: str) -> ResponseReturnValue:
    """Carry out one act on one person and say what came of it."""
    if not OneButtonForm().validate():
        abort(400)
    try:
        act(db.session(), person_id=someone.person_id, actor_id=g.actor.person_id, now=now())
    except AccountError as error:
        db.session.rollback()
        done = str(error)
    flash(done)
    return redirect(url_for(".people", q=someone.name), 303)


def _someone(person: str) -> queries.Someone:
    found = queries.someone(db.session(), person)
    if found is None or found.status.value == "erased":
        abort(404)
    return found
