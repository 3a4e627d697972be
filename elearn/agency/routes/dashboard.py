"""The lead's dashboard, and its charts' rows as files."""

from collections.abc import Sequence

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.agency.feature import EITHER_FILE, HOME, LEAD, agency
from elearn.agency.files import COUNTS, NamedCounts
from elearn.agency.pages import dashboard as pages
from elearn.agency.pages import week as weeks
from elearn.agency.pages.trend import trend
from elearn.agency.queries.agencies import AgencyRow, TeamRow, teams_of
from elearn.agency.queries.completion import Wanted
from elearn.agency.queries.figures import Figures, figures, present
from elearn.agency.queries.months import Past, past_of
from elearn.agency.queries.people import Show
from elearn.agency.queries.rules import Rule, rules_of
from elearn.agency.queries.views import views_of
from elearn.agency.queries.waiting import waiting
from elearn.agency.routes.common import agency_in_address, view_of
from elearn.agency.routes.doors import doors, leads_to
from elearn.agency.routes.views import view_links
from elearn.domain.coverage import Counts
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.guard import scope
from elearn.web.languages import N_

NO_TEAM = "No team"


@agency.page(HOME, needs=LEAD, menu=(N_("My agency"), 10))
def dashboard(agency: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    session, view = db.session(), view_of(of)
    rules = rules_of(session, of.agency_id, view.on)
    found = figures(session, rules, view)
    teams = teams_of(session, of.agency_id, view.scope)
    whole = view.scope.covers_agency(of.agency_id)
    kept = views_of(session, person_id=g.actor.person_id, agency_id=of.agency_id)
    here = present(session, rules, view)
    past = past_of(session, of.agency_id, of.rules)
    counts, places = found.whole, _places(agency)
    week = weeks.Week(
        counts=counts,
        asked=found.asked,
        overdue=found.overdue,
        people=here.people,
        silent=here.silent,
        new=here.new,
        first_due_on=here.first_due_on,
        list_age=pages.list_age(of, view.on),
        waiting=waiting(session, view),
    )
    tasks = weeks.tasks(week, places, view.on)
    page = pages.DashboardPage(
        title=of.name,
        slug=agency,
        lede=pages.lede(len(tasks), counts, view.on),
        seen=_seen(of, teams),
        tasks=tasks[: weeks.MOST_TO_DO],
        later=tasks[weeks.MOST_TO_DO :],
        base=pages.base_line(of, week, view.on),
        stats=pages.stats(counts, places, of.rules),
        teams=pages.bars(by_team(found, teams, agency), kind="team"),
        roles=pages.bars(by_role(found, rules, agency), kind="role"),
        modules=pages.bars(
            by_module(found, rules, agency),
            kind="module",
            elsewhere=_elsewhere(rules, past),
        ),
        trend=trend(past.months, counts, view.on) if whole else None,
        views=view_links(agency, kept),
        doors=doors(agency),
        file=f"Everybody ({here.people:,}), with what is required of them and the dates",
    )
    return render_template("agency/dashboard.html", page=page)


def _seen(of: AgencyRow, teams: Sequence[TeamRow]) -> str:
    """Said where the scope is not the whole agency."""
    if scope().covers_agency(of.agency_id):
        return ""
    return f"You see your own people: {', '.join(team.name for team in teams)}."


def _elsewhere(rules: Sequence[Rule], past: Past) -> dict[str, int]:
    """What is typical of the other agencies, by the module's title."""
    return {
        rule.module_title: past.typical[rule.module_id]
        for rule in rules
        if rule.module_id in past.typical
    }


def _places(slug: str) -> weeks.Places:
    def people(show: Show) -> str:
        return url_for(".people", agency=slug, show=show.value)

    def facts(wanted: Wanted) -> str:
        return url_for(".completion", agency=slug, standing=wanted.value)

    return weeks.Places(
        out_of_date=people(Show.OUT_OF_DATE),
        due_soon=people(Show.DUE_SOON),
        no_email=people(Show.NO_EMAIL),
        new=people(Show.NEW),
        roster=leads_to(slug, "roster.home"),
        expired=facts(Wanted.EXPIRED),
        never=facts(Wanted.NEVER),
        in_date=facts(Wanted.IN_DATE),
        ending=facts(Wanted.DUE_SOON),
        people=url_for(".people", agency=slug),
        evidence=leads_to(slug, "evidence.home"),
        letters=leads_to(slug, "reminders.letters"),
        contacts=leads_to(slug, "contacts.listed"),
        headcount=leads_to(slug, "returns.headcount"),
        self_assessment=leads_to(slug, "returns.own"),
        audit=leads_to(slug, "audit.asked"),
    )


Row = tuple[str, Counts, str]


def by_team(found: Figures, teams: Sequence[TeamRow], slug: str) -> list[Row]:
    """Counts by team with where each leads; people without a team at the end."""
    counts = found.teams
    rows = [
        (team.name, counts[team.team_id], url_for(".completion", agency=slug, team=team.slug))
        for team in teams
        if team.team_id in counts
    ]
    if None in counts:
        rows.append((NO_TEAM, counts[None], url_for(".completion", agency=slug)))
    return rows


def by_role(found: Figures, rules: Sequence[Rule], slug: str) -> list[Row]:
    """Counts by staff role with where each leads."""
    counts = found.roles
    roles = {rule.role_id: rule for rule in rules}
    return [
        (
            roles[role_id].role_name,
            counts[role_id],
            url_for(".completion", agency=slug, role=roles[role_id].role_code),
        )
        for role_id in roles
        if role_id in counts
    ]


def by_module(found: Figures, rules: Sequence[Rule], slug: str) -> list[Row]:
    """Counts by module with where each leads."""
    modules = {rule.module_id: rule for rule in rules}
    return [
        (
            modules[module_id].module_title,
            number,
            url_for(".completion", agency=slug, module=modules[module_id].module_slug),
        )
        for module_id, number in sorted(found.modules.items())
    ]


@agency.page(f"{HOME}/<any(teams, roles, modules):what>.{EITHER_FILE}", needs=LEAD)
def chart_file(agency: str, what: str, kind: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    session, view = db.session(), view_of(of)
    rules = rules_of(session, of.agency_id, view.on)
    found = figures(session, rules, view)
    if what == "teams":
        rows = by_team(found, teams_of(session, of.agency_id, view.scope), agency)
    else:
        rows = (by_role if what == "roles" else by_module)(found, rules, agency)
    named = [NamedCounts(name, counts) for name, counts, _href in rows]
    return download(COUNTS[what], named, kind, name=f"{agency}-{what}-{today()}")
