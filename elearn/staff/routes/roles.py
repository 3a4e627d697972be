"""Who leads here: the list, making deputies and team leads, ending it."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Role
from elearn.domain.dates import london_today, uk_date
from elearn.extensions import db, limiter
from elearn.records.places import AgencyName
from elearn.reporting.table import Column, Report
from elearn.staff.actions import appointing
from elearn.staff.actions.appointing import Appointed, may_end
from elearn.staff.actions.rows import StaffError
from elearn.staff.feature import APPOINT, EITHER_FILE, HOME, staff
from elearn.staff.forms import AppointForm, OneButtonForm, clean
from elearn.staff.pages.shapes import FormPage, RoleLine, RolesPage
from elearn.staff.pages.words import role_words
from elearn.staff.queries.places import Places, places
from elearn.staff.queries.roles import RoleRow, roles_at
from elearn.staff.routes.common import by, refused
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.places import whole_agency

ROLES: Report[RoleLine] = Report(
    title="Who leads here",
    purpose="OFFICIAL-SENSITIVE. For the agency's own leads: who may see and change its record.",
    columns=(
        Column("Name", lambda row: row.name),
        Column("Role", lambda row: row.role),
        Column("Since", lambda row: row.since),
        Column("Until", lambda row: row.until),
        Column("Given by", lambda row: row.given_by),
        Column("Note", lambda row: row.note),
    ),
)
LEDE = (
    "They see this agency’s names and dates, never an answer or a score. It counts from their next "
    "page, and they sign in again for it."
)


@staff.page(f"{HOME}/roles", needs=APPOINT)
def roles(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    lines = _lines(of)
    page = RolesPage(
        title=f"Who leads {of.name}",
        agency=of,
        lede=_lede(lines),
        roles=lines,
        csv=url_for(".roles_file", agency=agency, kind="csv"),
        xlsx=url_for(".roles_file", agency=agency, kind="xlsx"),
    )
    return render_template("staff/roles.html", page=page)


@staff.page(f"{HOME}/roles.{EITHER_FILE}", needs=APPOINT, fresh=True)
def roles_file(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    return download(ROLES, _lines(of), kind, name=f"{agency}-roles-{today()}")


@staff.page(f"{HOME}/roles/new", needs=APPOINT, methods=("GET", "POST"), fresh=True)
@limiter.limit("60 per hour", methods=["POST"])
def appoint(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    offered = places(db.session(), of.agency_id)
    asked_for = request.args.get("person", "").replace("\0", "")[:64]
    form = AppointForm(data={"person": asked_for} if asked_for else None)
    form.offer(offered)
    if form.validate_on_submit():
        try:
            return _appointed(of, form, offered)
        except StaffError as error:
            refused(form, error)
    page = FormPage(
        title="Appoint a deputy or a team lead",
        agency=of,
        back=f"Back to who leads {of.name}",
        back_href=url_for(".roles", agency=agency),
        lede=LEDE,
        form=form,
        fields=("person", "role", "team", "ends_on"),
        button="Appoint",
    )
    return render_template("staff/form.html", page=page), 422 if form.errors else 200


def _appointed(of: AgencyName, form: AppointForm, offered: Places) -> ResponseReturnValue:
    role = Role(form.role.data)
    is_team = role is Role.TEAM_LEAD
    wanted = Appointed(role, offered.team_id(form.team.data) if is_team else None, form.ends_on.day)
    name = appointing.appoint(
        db.session(),
        agency_id=of.agency_id,
        typed=clean(form.person.data),
        wanted=wanted,
        by=by(),
    )
    until = f", until before {uk_date(wanted.ends_on)}" if wanted.ends_on else ""
    what = "leads a team" if is_team else "deputises"
    flash(f"{name} {what} from now on{until}. They have to sign in again.")
    return redirect(url_for(".roles", agency=of.slug), 303)


@staff.page(f"{HOME}/roles/<id:grant>/end", needs=APPOINT, methods=("POST",), fresh=True)
def end_role(agency: str, grant: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    if not OneButtonForm().validate():
        abort(400)
    try:
        appointing.end(db.session(), agency_id=of.agency_id, grant_id=grant, by=by())
        flash("The role is taken back. It counts from their next page.")
    except StaffError as error:
        db.session.rollback()
        flash(str(error))
    return redirect(url_for(".roles", agency=agency), 303)


def _lines(of: AgencyName) -> tuple[RoleLine, ...]:
    rows = roles_at(db.session(), of.agency_id, now())
    for_good = any(
        one.person_id == g.actor.person_id and one.role is Role.AGENCY_LEAD and not one.ends_on
        for one in rows
    )
    leads = {one.person_id for one in rows if one.role is Role.AGENCY_LEAD and one.may_sign_in}
    return tuple(_line(one, for_good=for_good, leads=leads) for one in rows)


def _line(one: RoleRow, *, for_good: bool, leads: set[int]) -> RoleLine:
    allowed = may_end(
        one.role,
        has_end=one.ends_on is not None,
        is_own=one.person_id == g.actor.person_id,
        actor_for_good=for_good,
    )
    is_last = one.role is Role.AGENCY_LEAD and leads <= {one.person_id}
    return RoleLine(
        grant_id=one.grant_id,
        name=one.name,
        role=role_words(one.role, one.team, one.ends_on),
        since=uk_date(london_today(one.since)),
        until=f"before {uk_date(one.ends_on)}" if one.ends_on else "somebody ends it",
        given_by=one.given_by or "an administrator",
        note="" if one.may_sign_in else "cannot sign in",
        may_end=allowed and not is_last,
    )


def _lede(lines: tuple[RoleLine, ...]) -> str:
    leads = sum(one.role in ("Lead", "Deputy lead") for one in lines)
    if leads > 1:
        return f"{leads} people lead this agency or deputise."
    return (
        "One person leads this agency. Appoint a deputy, so that nothing waits while they are away."
    )
