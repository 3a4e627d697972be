"""The completion page: counts by module, role and team, and the list behind them, filtered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.agency.feature import EITHER_FILE, HOME, LEAD, agency
from elearn.agency.files import COMPLETION
from elearn.agency.pages import completion as pages
from elearn.agency.pages.words import LinkCell, many
from elearn.agency.queries.agencies import AgencyRow, TeamRow, teams_of
from elearn.agency.queries.completion import FactList, Wanted, all_facts, facts_page
from elearn.agency.queries.figures import Figures, figures
from elearn.agency.queries.rules import Rule, rules_of
from elearn.agency.queries.standings import View
from elearn.agency.routes.common import agency_in_address, mark, view_of
from elearn.agency.tally import only
from elearn.domain.coverage import Counts
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.downloads import stream

NO_TEAM = "No team"


@dataclass(frozen=True, slots=True)
class Asking:
    """The list as the address asks for it. ``all_rules`` are the agency's, ``rules`` those left by
    the filters on role and module."""

    of: AgencyRow
    view: View
    teams: tuple[TeamRow, ...]
    all_rules: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    wanted: Wanted
    args: Mapping[str, str]

    @property
    def by_ids(self) -> dict[tuple[int, int], Rule]:
        return {(rule.role_id, rule.module_id): rule for rule in self.all_rules}


def _asking(slug: str) -> Asking:
    """Read the filters; one that names nothing is a page that does not exist."""
    of = agency_in_address(slug)
    view = view_of(of)
    rules = rules_of(db.session(), of.agency_id, view.on)
    teams = teams_of(db.session(), of.agency_id, view.scope)
    args = {
        name: value
        for name in ("module", "role", "team", "standing")
        if (value := request.args.get(name))
    }
    team = next((one for one in teams if one.slug == args.get("team")), None)
    if "team" in args and team is None:
        abort(404)
    if team:
        view = replace(view, team_id=team.team_id)
    left = [
        rule
        for rule in rules
        if args.get("role") in (None, rule.role_code)
        and args.get("module") in (None, rule.module_slug)
    ]
    return Asking(of, view, teams, rules, tuple(left), _wanted(args), args)


def _wanted(args: Mapping[str, str]) -> Wanted:
    try:
        return Wanted(args.get("standing", Wanted.ALL.value))
    except ValueError:
        abort(404)


@agency.page(f"{HOME}/completion", needs=LEAD)
def completion(agency: str) -> ResponseReturnValue:
    asking = _asking(agency)
    found = figures(db.session(), asking.rules, asking.view)
    start = mark()
    listed = facts_page(db.session(), asking.rules, asking.view, asking.wanted, start)
    lines = [pages.line(row, asking.by_ids) for row in listed.rows]
    page = pages.CompletionPage(
        title="Who is in date",
        slug=agency,
        agency=asking.of.name,
        lede=_lede(found, asking),
        filters=_filters(asking),
        is_filtered=bool(asking.args),
        kept=urlencode(asking.args),
        tables=_tables(found, asking),
        columns=pages.LIST_COLUMNS,
        rows=tuple(
            pages.cells(one, url_for(".person", agency=agency, person=one.person)) for one in lines
        ),
        nothing=_nothing(asking),
        previous_href=_page_href(asking, listed, before=True),
        next_href=_page_href(asking, listed, before=False),
        csv=url_for(".completion_file", agency=agency, kind="csv", **_args(asking)),
        xlsx=url_for(".completion_file", agency=agency, kind="xlsx", **_args(asking)),
    )
    return render_template("agency/completion.html", page=page)


@agency.page(f"{HOME}/completion.{EITHER_FILE}", needs=LEAD, fresh=True)
def completion_file(agency: str, kind: str) -> ResponseReturnValue:
    asking = _asking(agency)
    pieces = all_facts(db.session(), asking.rules, asking.view, asking.wanted)
    names = asking.by_ids
    lines = ([pages.line(row, names) for row in piece] for piece in pieces)
    return stream(COMPLETION, lines, kind, name=f"{agency}-completion-{today()}")


def _lede(found: Figures, asking: Asking) -> str:
    counts = only(found.whole, asking.wanted.ranks)
    if asking.wanted is Wanted.ALL:
        if not counts.in_scope:
            return "There is nothing to count here today."
        return (
            f"{counts.in_date:,} of {many(counts.in_scope, 'requirement')} are in date today. "
            "A requirement is one module that one person's role needs."
        )
    words = pages.WANTED_WORDS[asking.wanted].lower()
    return f"{many(counts.in_scope, 'requirement')}: {words}."


def _nothing(asking: Asking) -> str:
    if asking.args:
        return "Nobody stands so. That is fine; or take a filter away."
    if not asking.all_rules:
        return "No module is required of any role here yet. The coordinator sets what is required."
    return "Nobody is asked for anything yet. Bring in the list of your people first."


def _args(asking: Asking, **more: str | None) -> dict[str, Any]:
    return {**asking.args, **more}


def _page_href(asking: Asking, listed: FactList, *, before: bool) -> str | None:
    if not listed.rows or not (listed.is_before if before else listed.is_after):
        return None
    row = listed.rows[0 if before else -1]
    at = {"before" if before else "after": f"{row.person}.{row.module}"}
    return url_for(".completion", agency=asking.of.slug, **_args(asking, **at))


def _filters(asking: Asking) -> tuple[pages.Filter, ...]:
    modules = {rule.module_slug: rule.module_title for rule in asking.all_rules}
    roles = {rule.role_code: rule.role_name for rule in asking.all_rules}
    teams = {team.slug: team.name for team in asking.teams}
    standing = {
        one.value: words for one, words in pages.WANTED_WORDS.items() if one is not Wanted.ALL
    }
    wanted = (
        ("standing", "Standing", "All standings", standing),
        ("module", "Module", "All modules", modules),
        ("role", "Role", "All roles", roles),
        ("team", "Team", "All teams", teams),
    )
    return tuple(
        pages.Filter(name, label, _options(every, choices, asking.args.get(name)))
        for name, label, every, choices in wanted
    )


def _options(
    every: str, choices: Mapping[str, str], chosen: str | None
) -> tuple[pages.Option, ...]:
    options = [pages.Option(value, text, value == chosen) for value, text in choices.items()]
    return (pages.Option("", every, chosen is None), *options)


def _tables(found: Figures, asking: Asking) -> tuple[pages.CountTable, ...]:
    modules = {one.module_id: (one.module_title, one.module_slug) for one in asking.all_rules}
    roles = {one.role_id: (one.role_name, one.role_code) for one in asking.all_rules}
    teams: dict[int | None, tuple[str, str]] = {
        team.team_id: (team.name, team.slug) for team in asking.teams
    }
    kinds: Sequence[tuple[str, Mapping[Any, Counts], Mapping[Any, tuple[str, str]]]] = (
        ("module", found.modules, modules),
        ("role", found.roles, roles),
        ("team", found.teams, teams),
    )
    return tuple(_table(name, counts, names, asking) for name, counts, names in kinds)


def _table(
    name: str, every: Mapping[Any, Counts], names: Mapping[Any, tuple[str, str]], asking: Asking
) -> pages.CountTable:
    rows = []
    narrowed = {key: only(one, asking.wanted.ranks) for key, one in every.items()}
    counts = {key: one for key, one in narrowed.items() if one.in_scope}
    for key, (words, code) in names.items():
        if key in counts:
            href = url_for(".completion", agency=asking.of.slug, **_args(asking, **{name: code}))
            rows.append(pages.count_cells(LinkCell(words, href), counts[key]))
    if None in counts:
        rows.append(pages.count_cells(NO_TEAM, counts[None]))
    columns = (name.capitalize(), *pages.COUNT_COLUMNS)
    if asking.wanted is Wanted.ALL:
        return pages.CountTable(f"By {name}", columns, tuple(rows))
    # of those who stand one way there is no share to tell
    return pages.CountTable(f"By {name}", columns[:-1], tuple(row[:-1] for row in rows))
