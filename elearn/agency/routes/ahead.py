"""What runs out in the coming year, for the agency's own leads, and its files."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.agency.feature import EITHER_FILE, HOME, LEAD, agency
from elearn.agency.pages import ahead as pages
from elearn.agency.queries.agencies import AgencyRow, teams_of
from elearn.agency.queries.ahead import ahead
from elearn.agency.queries.rules import rules_of
from elearn.agency.routes.common import agency_in_address, view_of
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.downloads import download


@agency.page(f"{HOME}/expiring", needs=LEAD)
def expiring(agency: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    files = {kind: url_for(".expiring_file", agency=agency, kind=kind) for kind in ("csv", "xlsx")}
    page = pages.ahead_page(_lines(of), agency=of.name, slug=agency, on=today(), files=files)
    return render_template("agency/expiring.html", page=page)


@agency.page(f"{HOME}/expiring.{EITHER_FILE}", needs=LEAD)
def expiring_file(agency: str, kind: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    report = pages.ahead_report(today())
    return download(report, _lines(of), kind, name=f"{agency}-expiring-{today()}")


def _lines(of: AgencyRow) -> list[pages.Line]:
    session, view = db.session(), view_of(of)
    found = ahead(session, rules_of(session, of.agency_id, view.on), view)
    teams = [(team.team_id, team.name) for team in teams_of(session, of.agency_id, view.scope)]
    return pages.lines(found, [*teams, (None, pages.NO_TEAM)], view.on)
