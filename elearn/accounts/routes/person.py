"""One person's page for the administrator, taking all that is held on them, and erasing them."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from elearn.accounts.actions.erasure import erase
from elearn.accounts.actions.people import note_export
from elearn.accounts.feature import accounts
from elearn.accounts.forms import OneButtonForm
from elearn.accounts.queries import person as queries
from elearn.accounts.queries.everything import everything_about
from elearn.accounts.queries.people import Someone
from elearn.accounts.routes.people import ADMINISTER, STATES, _someone
from elearn.domain.acts import ACTS
from elearn.domain.dates import LONDON, uk_date, uk_time
from elearn.extensions import db, limiter
from elearn.operations.erasures import overwrite_traces
from elearn.operations.grants import AccountError
from elearn.privacy.package import as_zip
from elearn.web.clock import now

Rows = tuple[tuple[Any, ...], ...]
LETTER_STATES = {
    "queued": ("watch", "Waiting"),
    "sending": ("watch", "Being sent"),
    "sent": ("good", "Sent"),
    "failed": ("act", "Failed"),
}
NOT_THE_NAME = "This is not the name. Type it as it stands above."
NOT_YOURSELF = "You cannot erase yourself. Ask another administrator."


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person: rows of words, and what may be done."""

    title: str
    person: str
    facts: tuple[tuple[str, str], ...]
    posts: Rows
    roles: Rows
    browsers: Rows
    letters: Rows
    acts: Rows
    trail: str
    by_them: str
    is_active: bool
    is_suspended: bool
    can_invite: bool
    second_step: str


@dataclass(frozen=True, slots=True)
class ErasePage:
    """What erasing would do, and the name to be typed again."""

    title: str
    name: str
    person: str
    figures: tuple[tuple[str, str], ...]
    error: str


def _moment(at: Any) -> str:
    return f"{uk_date(at.astimezone(LONDON).date())}, {uk_time(at)}" if at else ""


@accounts.page("/admin/people/<token:person>", needs=ADMINISTER)
def person(person: str) -> ResponseReturnValue:
    of = _someone(person)
    session, number = db.session(), of.person_id
    page = PersonPage(
        title=of.name,
        person=person,
        facts=_facts(of, queries.facts(session, number)),
        posts=tuple(map(_post, queries.posts(session, number))),
        roles=tuple(_role(one) for one in queries.roles(session, number, now())),
        browsers=tuple(
            (one.browser or "A browser we do not know", _moment(one.began_at),
             _moment(one.expires_at))
            for one in queries.browsers(session, number, now())
        ),
        letters=tuple(map(_letter, queries.letters(session, number))),
        acts=tuple(map(_act, queries.acts(session, number))),
        trail=url_for("admin.trail", of="person", about=number),
        by_them=url_for("admin.trail", who=number),
        is_active=of.status.value == "active",
        is_suspended=of.status.value == "suspended",
        can_invite=of.status.value == "active" and of.email is not None,
        second_step=_there("accounts.take_off_second_step", person),
    )  # fmt: skip
    return render_template("accounts/person.html", page=page)


def _there(endpoint: str, person: str) -> str:
    return url_for(endpoint, person=person) if endpoint in current_app.view_functions else ""


def _facts(of: Someone, found: queries.Facts) -> tuple[tuple[str, str], ...]:
    return (
        ("State", STATES[of.status.value]),
        ("E-mail address", of.email or "None"),
        ("User name", found.username or "None"),
        ("On file since", _moment(found.created_at)),
        ("Last signed in", _moment(found.last_signed_in) or "Not that we still know of"),
        ("Number in the trail", str(of.person_id)),
    )


def _post(one: queries.PostLine) -> tuple[Any, ...]:
    team = f", {one.team}" if one.team else ""
    until = f"until before {uk_date(one.end)}" if one.end else "to date"
    return (f"{one.agency}{team}", one.role, f"{uk_date(one.start)} {until}")


def _role(one: queries.GrantLine) -> tuple[Any, ...]:
    where = ", ".join(part for part in (one.team, one.agency) if part) or "The whole partnership"
    if one.is_held:
        until = f"Until before {uk_date(one.ends_on)}" if one.ends_on else "No end"
        href, word = url_for("admin.take_role", grant=one.id), "Take back"
        last: Any = {"text": word, "href": href, "hidden": one.role.label}
    else:
        until = f"Ended {_moment(one.revoked_at)}" if one.revoked_at else "Over"
        last = ""
    given = {"text": _moment(one.granted_at), "note": f"by {one.given_by or 'a command'}"}
    return ({"text": one.role.label, "note": where}, given, until, last)


def _letter(one: queries.LetterLine) -> tuple[Any, ...]:
    shape, word = LETTER_STATES[one.state.value]
    return (
        {"text": one.subject or "(text removed)", "href": url_for("admin.letter", letter=one.id)},
        {"text": "", "state": shape, "word": word},
        _moment(one.created_at),
    )


def _act(one: queries.ActLine) -> tuple[str, str]:
    act = ACTS.get(one.action)
    return (_moment(one.at), f"{one.actor or 'A command'} {act.said if act else one.action}")


@accounts.page("/admin/people/<token:person>/data", needs=ADMINISTER, methods=("POST",), fresh=True)
@limiter.limit("60 per hour", methods=["POST"])
def data_of(person: str) -> ResponseReturnValue:
    """Everything held on somebody, as a file, for a subject access request."""
    of = _someone(person)
    if not OneButtonForm().validate():
        abort(400)
    held = everything_about(db.session(), of.person_id)
    note_export(db.session(), person_id=of.person_id, actor_id=g.actor.person_id, now=now())
    partnership = current_app.extensions["settings"].partnership
    body = as_zip(held, partnership=partnership, at=now())
    response = Response(body, mimetype="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="held-on-a-person.zip"'
    return response


@accounts.page(
    "/admin/people/<token:person>/erase", needs=ADMINISTER, methods=("GET", "POST"), fresh=True
)
def erase_person(person: str) -> ResponseReturnValue:
    """Says what erasing would do in figures; does it once the name is typed again."""
    of, error = _someone(person), ""
    if request.method == "POST":
        if not OneButtonForm().validate():
            abort(400)
        typed = request.form.get("name", "")[:300]
        error = "" if _is_same(typed, of.name) else NOT_THE_NAME
        if of.person_id == g.actor.person_id:
            error = NOT_YOURSELF
        if not error:
            return _erase(of)
    page = ErasePage(
        title="Erase this person",
        name=of.name,
        person=person,
        figures=tuple(
            (words, f"{count:,}")
            for words, count in queries.erasure_figures(db.session(), of.person_id)
        ),
        error=error,
    )
    return render_template("accounts/erase.html", page=page), 422 if error else 200


def _is_same(typed: str, name: str) -> bool:
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def _erase(of: Someone) -> ResponseReturnValue:
    said = "They are erased. Past figures and the trail stay as they were."
    folder = Path(current_app.extensions["settings"].instance)
    try:
        erase(
            db.session(),
            person_id=of.person_id,
            actor_id=g.actor.person_id,
            now=now(),
            folder=folder,
        )
    except AccountError as error:
        db.session.rollback()
        said = str(error)
    flash(said)
    response = redirect(url_for(".people"), 303)
    response.call_on_close(partial(overwrite_traces, db.engine))  # by then it is committed
    return response
