"""My account: what is held on me, my password, and where I am signed in."""

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

from elearn.accounts import sessions
from elearn.accounts.actions import entry as actions
from elearn.accounts.actions.people import note_export
from elearn.accounts.feature import accounts
from elearn.accounts.forms import EndSessionForm, OneButtonForm
from elearn.accounts.oidc.service import service
from elearn.accounts.pages import (
    AccountPage,
    FormPage,
    SessionLine,
    SessionsPage,
    moment,
    period,
)
from elearn.accounts.queries import mine
from elearn.accounts.queries.everything import everything_about
from elearn.accounts.routes.language import language_form
from elearn.extensions import db, limiter
from elearn.privacy.package import as_zip
from elearn.web.clock import now
from elearn.web.feature import whoever_is_signed_in
from elearn.web.languages import long_day, say, say_number

MINE = whoever_is_signed_in(because="everybody sees and changes their own account")


@accounts.page("/account", needs=MINE)
def account() -> ResponseReturnValue:
    person_id = g.actor.person_id
    held = mine.details(db.session(), person_id)
    rows = (
        (say("Name"), held.name),
        (say("E-mail address"), held.email or say("None on file")),
        *(((say("User name"), held.username),) if held.username else ()),
        (say("On file since"), moment(held.since)),
    )
    postings = tuple(
        (one.role, f"{one.agency}, {one.team}" if one.team else one.agency,
         period(one.start, one.end))
        for one in mine.postings(db.session(), person_id)
    )  # fmt: skip
    roles = tuple(_role(one) for one in mine.grants(db.session(), person_id, now()))
    other = service()
    page = AccountPage(rows, postings, roles, language_form(), other.name if other else "")
    return render_template("accounts/account.html", page=page)


def _role(grant: mine.GrantRow) -> str:
    where = ", ".join(part for part in (grant.team, grant.agency) if part)
    held = f"{say(grant.role.label)} ({where})" if where else say(grant.role.label)
    return (
        say("%(role)s, until before %(day)s", role=held, day=long_day(grant.ends_on))
        if grant.ends_on
        else held
    )


@accounts.page("/account/sessions", needs=MINE, methods=("GET", "POST"))
def my_sessions() -> ResponseReturnValue:
    if request.method == "POST":
        form = EndSessionForm()
        ended = form.validate() and actions.end_one_of_mine(
            db.session(), person_id=g.actor.person_id, handle=form.handle.data or "", now=now()
        )
        flash(
            say("That browser is signed out.")
            if ended
            else say("That browser was signed out already.")
        )
        return redirect(url_for("accounts.my_sessions"), 303)
    return render_template("accounts/sessions.html", page=_sessions_page())


def _sessions_page() -> SessionsPage:
    found = mine.my_sessions(db.session(), g.actor.person_id, secret=sessions.secret(), now=now())
    lines = tuple(
        SessionLine(
            one.handle,
            say(one.browser or "A browser we do not know"),
            moment(one.began),
            moment(one.ends),
            one.is_this_one,
        )
        for one in found
    )
    title = say_number(
        "One browser is signed in as you", "%(number)s browsers are signed in as you", len(lines)
    )
    return SessionsPage(lines, title)


@accounts.page("/account/data", needs=MINE, methods=("GET", "POST"), fresh=True)
@limiter.limit("30 per hour", methods=["POST"])
def my_data() -> ResponseReturnValue:
    """Everything held on me, as a file. Asking for it leaves a line in the trail."""
    if request.method == "GET":
        page = FormPage(
            say("Everything we hold on you"), OneButtonForm(), say("Take the file (ZIP)")
        )
        return render_template("accounts/data.html", page=page)
    if not OneButtonForm().validate():
        abort(400)
    person_id = g.actor.person_id
    held = everything_about(db.session(), person_id)
    note_export(db.session(), person_id=person_id, actor_id=person_id, now=now())
    partnership = current_app.extensions["settings"].partnership
    body = as_zip(held, partnership=partnership, at=now())
    response = Response(body, mimetype="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response
