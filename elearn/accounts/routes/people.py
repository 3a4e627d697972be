"""Other people's accounts, for the administrator: find, invite, suspend, sign out."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, Role
from elearn.accounts.actions import people as actions
from elearn.accounts.feature import accounts
from elearn.accounts.forms import OneButtonForm
from elearn.accounts.pages import ConfirmPage, PeoplePage, PersonLine
from elearn.accounts.queries import people as queries
from elearn.accounts.report import PEOPLE
from elearn.accounts.second.actions.means import take_off
from elearn.domain.dates import LONDON, uk_date
from elearn.extensions import db
from elearn.operations.grants import AccountError
from elearn.operations.invitations import send_invitation
from elearn.web.clock import now
from elearn.web.downloads import download
from elearn.web.feature import Need
from elearn.web.sender import sender

ADMINISTER = Need(Permission.ADMINISTER)
MOST_ROWS = 100_000  # of a file
STATES = {
    "active": "May sign in",
    "suspended": "Suspended",
    "erased": "Erased",
    "merged": "Put together with another record",
}


ASKED_ROLES = tuple(role for role in Role if role is not Role.LEARNER)


@accounts.page("/admin/people", needs=ADMINISTER)
def people() -> ResponseReturnValue:
    words, role = _words(), _role()
    state = queries.state_of(request.args.get("state", ""))
    after = request.args.get("after", "").replace("\0", "")[:32]
    found = queries.find_people(
        db.session(), words=words, after=after or None, now=now(), state=state, role=role
    )
    kept: dict[str, Any] = {
        "q": words or None,
        "state": state.value if state else None,
        "role": role.value if role else None,
    }
    shown = found[: queries.A_PAGE]
    is_more = len(found) > queries.A_PAGE
    page = PeoplePage(
        people=tuple(_line(one) for one in shown),
        words=words,
        next_href=url_for(".people", after=shown[-1].id, **kept) if is_more else "",
        first_href=url_for(".people", **kept) if after else "",
        csv=url_for(".people_file", kind="csv", **kept),
        xlsx=url_for(".people_file", kind="xlsx", **kept),
        state=kept["state"] or "",
        states=(("", "Any"), *((one, STATES[one]) for one in queries.ASKED_STATES)),
        role=kept["role"] or "",
        roles=(("", "Any"), *((one.value, one.label) for one in ASKED_ROLES)),
    )
    return render_template("accounts/people.html", page=page)


@accounts.page("/admin/people.<any(csv, xlsx):kind>", needs=ADMINISTER, fresh=True)
def people_file(kind: str) -> ResponseReturnValue:
    rows = queries.find_people(
        db.session(),
        words=_words(),
        after=None,
        now=now(),
        limit=MOST_ROWS,
        state=queries.state_of(request.args.get("state", "")),
        role=_role(),
    )
    return download(PEOPLE, rows, kind, name="people")


def _words() -> str:
    return request.args.get("q", "").replace("\0", "").strip()[:100]


def _role() -> Role | None:
    value = request.args.get("role", "")
    return next((role for role in ASKED_ROLES if role.value == value), None)


def _line(row: queries.PersonRow) -> PersonLine:
    roles = ", ".join(role.label for role in row.roles)
    browsers = "1 browser" if row.sessions == 1 else f"{row.sessions} browsers"
    signed_in = f"signed in on {browsers}" if row.sessions else ""
    last = row.last_signed_in
    if last and not signed_in:
        signed_in = f"last signed in {uk_date(last.astimezone(LONDON).date())}"
    active = row.status.value == "active"
    password = "" if row.has_password else "no password yet"
    second = "has a second step" if row.has_second_step else ""
    return PersonLine(
        id=row.id,
        name=row.name,
        email=row.email or "No e-mail address",
        state=STATES[row.status.value],
        note="; ".join(part for part in (roles, password, second, signed_in) if part),
        can_invite=active and row.email is not None,
        can_suspend=active,
        can_return=row.status.value == "suspended",
        can_sign_out=row.sessions > 0,
        has_second_step=row.has_second_step,
    )


@accounts.page(
    "/admin/people/<token:person>/suspend", needs=ADMINISTER, methods=("GET", "POST"), fresh=True
)
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


@accounts.page(
    "/admin/people/<token:person>/second-step",
    needs=ADMINISTER,
    methods=("GET", "POST"),
    fresh=True,
)
def take_off_second_step(person: str) -> ResponseReturnValue:
    """For whoever lost their phone or key. Nobody sets a password for anybody."""
    someone = _someone(person)
    if request.method == "GET":
        page = ConfirmPage(
            title="Take off their second step",
            name=someone.name,
            warning="Do this only when you have spoken to them and know that it is them: whoever "
            "has their password can then sign in. They are signed out everywhere, and we write "
            "to tell them. If their role needs a second step they set up a new one when they "
            "sign in.",
            button="Take off the second step",
            act=url_for(".take_off_second_step", person=person),
            person_id=person,
        )
        return render_template("accounts/confirm.html", page=page)
    return _do(_take_off, someone, f"{someone.name} has no second step any more.")


def _take_off(session: Any, *, person_id: int, actor_id: int, now: datetime) -> None:
    if not take_off(session, person_id=person_id, actor_id=actor_id, sender=sender(), now=now):
        raise AccountError("This person has no second step, so there is nothing to take off.")


@accounts.page(
    "/admin/people/<token:person>/return", needs=ADMINISTER, methods=("POST",), fresh=True
)
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
    return redirect(url_for(".people", q=someone.public_id), 303)


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
    return redirect(url_for(".people", q=someone.public_id), 303)


def _someone(person: str) -> queries.Someone:
    found = queries.someone(db.session(), person)
    if found is None or found.status.value == "erased":
        abort(404)
    return found
