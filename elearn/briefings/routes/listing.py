"""The agency's briefings, and planning another one."""

import secrets

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from elearn.briefings.actions.rooms import Plan, plan
from elearn.briefings.by import BriefingError
from elearn.briefings.feature import EITHER_FILE, HOME, RUN, briefings
from elearn.briefings.forms import WHOLE, PlanForm, one_line
from elearn.briefings.pages.shapes import FormPage, RoomsPage
from elearn.briefings.pages.words import state_of
from elearn.briefings.queries.rooms import RoomRow, rooms, teams_in_scope
from elearn.briefings.routes.common import Office, by, office
from elearn.content.queries import document, published
from elearn.domain.dates import uk_date
from elearn.extensions import db, limiter
from elearn.reporting.table import Column, Report
from elearn.web.clock import now, today
from elearn.web.downloads import download

LEDE = (
    "A short session in a room, for people who have no time or no computer: you talk, they answer "
    "five questions on a phone or on paper, and you write down who was there."
)
MOST_SHOWN = 200
MORE = f"The latest {MOST_SHOWN} are shown; the files hold all of them."
ROOMS: Report[RoomRow] = Report(
    title="Briefings",
    purpose="OFFICIAL-SENSITIVE. For the agency's own leads: sessions held in a room.",
    columns=(
        Column("Day", lambda row: row.held_on, "held_on"),
        Column("About", lambda row: row.module, "module"),
        Column("Team", lambda row: row.team or "", "team"),
        Column("Place", lambda row: row.place, "place"),
        Column("Led by", lambda row: row.facilitator, "facilitator"),
        Column("State", lambda row: state_of(row, now()), "state"),
        Column("On the list", lambda row: row.people, "people"),
        Column("Without evidence", lambda row: row.others, "others"),
    ),
)


@briefings.page(HOME, needs=RUN)
def listed(agency: str) -> ResponseReturnValue:
    here = office(agency)
    rows = rooms(db.session(), here.scope, here.of.agency_id, most=MOST_SHOWN + 1)
    page = RoomsPage(
        title="Briefings",
        agency=here.of,
        lede=LEDE if len(rows) <= MOST_SHOWN else f"{LEDE} {MORE}",
        rows=tuple(_cells(here, row) for row in rows[:MOST_SHOWN]),
    )
    return render_template("briefings/rooms.html", page=page)


def _cells(here: Office, row: RoomRow) -> tuple[object, ...]:
    href = url_for(".room", agency=here.of.slug, briefing=row.briefing_id)
    link = Markup('<a class="govuk-link" href="{}">{}</a>').format(href, row.module)
    return (
        link,
        uk_date(row.held_on),
        row.team or "Everybody",
        row.place,
        state_of(row, now()),
        row.people,
    )


@briefings.page(f"{HOME}.{EITHER_FILE}", needs=RUN)
def listed_file(agency: str, kind: str) -> ResponseReturnValue:
    here = office(agency)
    rows = rooms(db.session(), here.scope, here.of.agency_id)
    return download(ROOMS, rows, kind, name=f"{agency}-briefings-{today()}")


@briefings.page(f"{HOME}/new", needs=RUN, methods=("GET", "POST"))
@limiter.limit("60 per hour", methods=["POST"])
def new(agency: str) -> ResponseReturnValue:
    here = office(agency)
    form = PlanForm()
    modules = {one.slug: one for one in published(db.session())}
    teams = teams_in_scope(db.session(), here.scope, here.of.agency_id)
    whole = here.of.name if here.scope.covers_agency(here.of.agency_id) else ""
    form.offer(modules.values(), teams, whole=whole, today=today())
    if form.validate_on_submit():
        chosen = modules[form.module.data]
        wanted = Plan(
            agency_id=here.of.agency_id,
            team_id=None if form.team.data == WHOLE else int(form.team.data),
            module_id=chosen.module_id,
            version_id=chosen.version_id,
            held_on=form.given_day,
            place=one_line(form.place.data),
            facilitator=one_line(form.facilitator.data),
            once=form.once.data or "",
        )
        try:
            text = document(db.session(), chosen.version_id)
            number = plan(db.session(), wanted=wanted, document=text, by=by())
            return redirect(url_for(".room", agency=agency, briefing=number), 303)
        except BriefingError as error:
            form.module.errors = [str(error)]
    if not form.is_submitted():
        form.once.data, form.held_on.data = secrets.token_urlsafe(24), uk_date(today())
        form.facilitator.data = g.actor.name
    page = FormPage(title="Plan a briefing", agency=here.of, form=form)
    return render_template("briefings/new.html", page=page), 422 if form.errors else 200
