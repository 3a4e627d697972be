"""An account in wrong hands: what it did and reached, in time for the 72 hours."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.admin.breach import (
    NOT_KNOWN,
    BreachReport,
    act_words,
    file_words,
    report_on,
    role_words,
)
from elearn.admin.common import typed
from elearn.admin.feature import ADMINISTER, EITHER_FILE, admin
from elearn.admin.forms import BreachForm, moment_of
from elearn.admin.pages import Files, FormPage, moment
from elearn.admin.queries import breach as queries
from elearn.admin.report import REACHED
from elearn.domain.dates import LONDON
from elearn.domain.identity import IdentityError, canonical_email
from elearn.extensions import db, limiter
from elearn.operations.trail import note
from elearn.web.clock import now
from elearn.web.downloads import stream


@dataclass(frozen=True, slots=True)
class BreachPage:
    """The report as its template shows it: rows of words."""

    title: str
    intro: str
    stats: tuple[dict[str, Any], ...]
    roles: tuple[tuple[str, ...], ...]
    sessions: tuple[tuple[str, ...], ...]
    acts: tuple[tuple[str, ...], ...]
    files_taken: tuple[tuple[str, ...], ...]
    not_known: tuple[str, ...]
    files: Files
    person: str
    trail: str


@admin.page("/admin/breach", needs=ADMINISTER, methods=("GET", "POST"), fresh=True)
@limiter.limit("60 per hour", methods=["POST"])
def breach() -> ResponseReturnValue:
    """Ask about an account. That somebody asked is in the trail; the address is in no address."""
    form = BreachForm()
    if form.validate_on_submit() and (found := _account(form)):
        start, end = moment_of(form.start.data or ""), moment_of(form.end.data or "")
        if start is not None and end is not None:
            return _asked(found, start, end)
    page = FormPage(
        title="An account in wrong hands",
        intro="Suspend the account first: that shuts every door at once. Then see what was done "
        "with it and whose data it could reach. A breach that puts people at risk is told to the "
        "ICO within 72 hours.",
        form=form,
        fields=("email", "start", "end"),
        button="See what it reached",
        back=("Back to administration", url_for(".front")),
    )
    return render_template("admin/form.html", page=page), 422 if form.errors else 200


def _account(form: BreachForm) -> queries.Account | None:
    try:
        found = queries.account(db.session(), email=canonical_email(form.email.data or ""))
    except IdentityError:
        found = None
    if found is None:
        form.email.errors = ["There is no account with this address."]
    return found


def _asked(found: queries.Account, start: datetime, end: datetime) -> ResponseReturnValue:
    note(
        db.session(),
        action="breach.looked-up",
        actor_id=g.actor.person_id,
        subject_kind="person",
        subject_id=found.person_id,
        detail={"from": start.isoformat(), "to": end.isoformat()},
        now=now(),
    )
    there = url_for(
        ".breach_report", person=found.public_id, start=_typed_as(start), end=_typed_as(end)
    )
    return redirect(there, 303)


def _typed_as(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%Y-%m-%dT%H:%M}"


def _between() -> tuple[datetime, datetime]:
    start, end = moment_of(typed("start", 20)), moment_of(typed("end", 20))
    if start is None or end is None or end <= start:
        abort(404)
    return start, end


@admin.page("/admin/breach/<token:person>", needs=ADMINISTER, fresh=True)
def breach_report(person: str) -> ResponseReturnValue:
    start, end = _between()
    account = queries.account(db.session(), public_id=person) or abort(404)
    found = report_on(db.session(), account, start, end)
    return render_template("admin/breach.html", page=_page(found, person))


@admin.page(f"/admin/breach/<token:person>/people.{EITHER_FILE}", needs=ADMINISTER, fresh=True)
def breach_people(person: str, kind: str) -> ResponseReturnValue:
    """Everybody whose data was within reach, by name, with why."""
    start, end = _between()
    session = db.session()
    account = queries.account(session, public_id=person) or abort(404)
    then = queries.Between(account.person_id, start, end)
    roles = queries.roles_then(session, then)
    return stream(REACHED, queries.pieces(session, roles, then), kind, name="people-reached")


def _page(found: BreachReport, person: str) -> BreachPage:
    kept: dict[str, Any] = {
        "start": request.args["start"],
        "end": request.args["end"],
        "person": person,
    }
    then = found.then
    trail = url_for(
        ".trail",
        who=then.person_id,
        since=then.start.astimezone(LONDON).date().isoformat(),
        until=then.end.astimezone(LONDON).date().isoformat(),
    )
    return BreachPage(
        title=found.headline,
        intro=f"What the account of {found.account.name} did, and what it could reach, from "
        f"{moment(then.start)} to {moment(then.end)}.",
        stats=(
            {"label": "People a role opened by name", "figure": f"{found.opened:,}",
             "base": "all who were in its scope in this time"},
            {"label": "People the trail names", "figure": f"{found.named:,}",
             "base": "something was done to their record"},
            {"label": "Files taken", "figure": f"{len(found.files):,}"},
            {"label": "Browsers signed in", "figure": f"{len(found.sessions):,}"},
        ),
        roles=tuple(map(role_words, found.roles)),
        sessions=tuple(
            (one.browser or "A browser we do not know", moment(one.began_at),
             moment(one.ended_at) or "Not ended")
            for one in found.sessions
        ),
        acts=tuple(map(act_words, found.acts)),
        files_taken=tuple(map(file_words, found.files)),
        not_known=NOT_KNOWN,
        files=Files(
            url_for(".breach_people", kind="csv", **kept),
            url_for(".breach_people", kind="xlsx", **kept),
        ),
        person=url_for("accounts.person", person=person),
        trail=trail,
    )  # fmt: skip
