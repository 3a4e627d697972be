"""Who holds which role where; giving one and taking it back."""

from typing import Any

from flask import abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Role
from elearn.admin.common import around, back_to, checked, files, page_of, typed
from elearn.admin.feature import A_PAGE, ADMINISTER, EITHER_FILE, MOST_ROWS, admin
from elearn.admin.forms import GrantForm
from elearn.admin.pages import Button, FactsPage, Filter, FormPage, ListPage, moment
from elearn.admin.queries import grants as queries
from elearn.admin.queries.trail import as_number
from elearn.admin.report import GRANTS
from elearn.domain.dates import uk_date
from elearn.extensions import db, limiter
from elearn.operations.grants import AccountError, agencies_without_lead, give, take_back
from elearn.web.clock import now, today
from elearn.web.downloads import download

NOT_FOUND = "Nobody who may sign in has this e-mail address. Put them on file first."
TEAMS = "A team lead is made by the lead of the agency, on its page of who leads there."
ROLES = tuple(role for role in Role if role is not Role.LEARNER)


def _role() -> Role | None:
    value = typed("role", 20)
    return next((role for role in ROLES if role.value == value), None)


@admin.page("/admin/grants", needs=ADMINISTER)
def grants() -> ResponseReturnValue:
    role, words, after = _role(), typed("q"), as_number(typed("after")) or 0
    session = db.session()
    found = queries.grants(
        session, role=role, words=words, after=after, now=now(), limit=A_PAGE + 1
    )
    kept = {"role": role.value if role else None, "q": words or None}
    missing = agencies_without_lead(session, now())
    page = ListPage(
        title="Who may do what",
        intro="Roles that somebody holds today: where, who gave them, and until when. Everybody "
        "who can sign in is a learner besides.",
        caption="Roles held today",
        columns=("Who", "Role", "Given", "Until", "Take back"),
        rows=tuple(_row(one) for one in page_of(found)),
        empty="Nobody holds such a role." if role or words else "Nobody holds a role yet.",
        filters=(
            Filter("q", "Name, address or agency", words),
            Filter(
                "role", "Role", kept["role"] or "",
                (("", "Any"), *((one.value, one.label) for one in ROLES)),
            ),
        ),
        find="Find roles",
        state="act" if missing else "good",
        word=f"Nobody leads {', '.join(one.name for one in missing[:5])}. Give somebody the role."
        if missing
        else "Every agency has a lead.",
        pages=around(found, ".grants", not after, key="after", **kept),
        files=files(".grants_file", **kept),
        links=(("Give somebody a role", url_for(".give_role")),),
    )  # fmt: skip
    return render_template("admin/list.html", page=page)


@admin.page(f"/admin/grants.{EITHER_FILE}", needs=ADMINISTER, fresh=True)
def grants_file(kind: str) -> ResponseReturnValue:
    rows = queries.grants(
        db.session(), role=_role(), words=typed("q"), after=0, now=now(), limit=MOST_ROWS
    )
    return download(GRANTS, rows, kind, name="roles")


def _row(one: queries.GrantRow) -> tuple[Any, ...]:
    where = ", ".join(part for part in (one.team, one.agency) if part) or "The whole partnership"
    state = "" if one.status.value == "active" else f"; {one.status.value}"
    return (
        {"text": one.name, "href": url_for("accounts.person", person=one.public_id)},
        {"text": one.role.label, "note": where + state},
        {"text": moment(one.granted_at), "note": f"by {one.given_by or 'a command'}"},
        uk_date(one.ends_on) if one.ends_on else "No end",
        {"text": "Take back", "href": url_for(".take_role", grant=one.id),
         "hidden": f"{one.role.label} from {one.name}"},
    )  # fmt: skip


@admin.page("/admin/grants/new", needs=ADMINISTER, methods=("GET", "POST"), fresh=True)
@limiter.limit("60 per hour", methods=["POST"])
def give_role() -> ResponseReturnValue:
    form = GrantForm()
    offered = queries.agencies(db.session(), today())
    form.offer(offered)
    if form.validate_on_submit():
        agency = {slug: number for number, slug, _name in offered}.get(form.agency.data)
        said = _give(form, agency)
        if said:
            return back_to(".grants", said)
    page = FormPage(
        title="Give somebody a role",
        intro="It counts from their next page: they are signed out and sign in again for it. "
        + TEAMS,
        form=form,
        fields=("email", "role", "agency", "ends_on"),
        button="Give the role",
        back=("Back to who may do what", url_for(".grants")),
    )
    return render_template("admin/form.html", page=page), 422 if form.errors else 200


def _give(form: GrantForm, agency_id: int | None) -> str:
    """Give what the form says; the sentence about it, or empty with the error in the form."""
    someone, role = queries.candidate(db.session(), form.email.data or ""), Role(form.role.data)
    if someone is None:
        form.email.errors = [NOT_FOUND]
        return ""
    if form.last_day and form.last_day <= today():
        form.ends_on.errors = ["Choose a day after today."]
        return ""
    try:
        give(
            db.session(),
            person_id=someone[0],
            role=role,
            agency_id=agency_id,
            team_id=None,
            actor_id=g.actor.person_id,
            now=now(),
            ends_on=form.last_day,
        )
    except AccountError as error:
        db.session.rollback()
        form.role.errors = [_in_pages_words(role, str(error))]
        return ""
    return f"{someone[1]} holds the role of {role.label.lower()} from now on."


def _in_pages_words(role: Role, said: str) -> str:
    """What the action says to whoever types a command, said to whoever fills a form in."""
    if role is Role.TEAM_LEAD:
        return TEAMS
    if "--agency" not in said:
        return said
    if role is Role.AGENCY_LEAD:
        return "Choose the agency they lead."
    return f"{role.label}s serve the whole partnership: choose that as the agency."


@admin.page("/admin/grants/<id:grant>/take", needs=ADMINISTER, methods=("GET", "POST"), fresh=True)
def take_role(grant: int) -> ResponseReturnValue:
    held = queries.held(db.session(), grant, now())
    if held is None:
        abort(404)
    act = url_for(".take_role", grant=grant)
    page = FactsPage(
        title="Take this role back",
        intro="It counts from their next page: they are signed out. What they did stays as it is.",
        facts=(("Who", held.name), ("Role", held.role.label)),
        back=("Back to who may do what", url_for(".grants")),
        buttons=(Button("Take the role back", act),),
    )
    return (
        _take(held) if request.method == "POST" else render_template("admin/facts.html", page=page)
    )


def _take(held: queries.Held) -> ResponseReturnValue:
    checked()
    said = f"{held.name} no longer holds the role of {held.role.label.lower()}."
    try:
        take_back(
            db.session(),
            person_id=held.person_id,
            role=held.role,
            agency_id=held.agency_id,
            team_id=held.team_id,
            actor_id=g.actor.person_id,
            now=now(),
        )
    except AccountError as error:
        db.session.rollback()
        said = str(error)
    return back_to(".grants", said)
