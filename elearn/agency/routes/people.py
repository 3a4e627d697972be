"""The people pages: the list with its search, and one person."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.agency.feature import EITHER_FILE, HOME, LEAD, agency
from elearn.agency.files import PEOPLE, PersonLine
from elearn.agency.pages import people as pages
from elearn.agency.pages.completion import Option
from elearn.agency.queries.agencies import AgencyRow
from elearn.agency.queries.figures import present
from elearn.agency.queries.people import (
    PeopleList,
    Show,
    counts_by_person,
    everybody,
    people_page,
)
from elearn.agency.queries.person import person_in_full
from elearn.agency.queries.rules import rules_of
from elearn.agency.routes.common import agency_in_address, mark, view_of, words
from elearn.domain.coverage import Counts
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.downloads import stream
from elearn.web.guard import scope
from elearn.web.languages import N_


@agency.page(f"{HOME}/people", needs=LEAD, menu=(N_("People"), 20))
def people(agency: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    view, show, typed = view_of(of), _show(), words()
    rules = rules_of(db.session(), of.agency_id, view.on)
    here = present(db.session(), rules, view)
    listed = people_page(db.session(), rules, view, show=show, words=typed, mark=mark())
    seen = replace(view, person_ids=tuple(row.person_id for row in listed.rows))
    counts = counts_by_person(db.session(), rules, seen) if listed.rows else {}
    page = pages.PeoplePage(
        title="People",
        slug=agency,
        agency=of.name,
        lede=pages.list_lede(here.people, of.name, is_whole=scope().covers_agency(of.agency_id)),
        words=typed,
        options=tuple(
            Option(one.value, text, one is show) for one, text in pages.SHOW_WORDS.items()
        ),
        is_filtered=bool(typed) or show is not Show.EVERYBODY,
        kept=urlencode(_args(show, typed)),
        columns=pages.LIST_COLUMNS,
        rows=tuple(
            pages.list_line(
                row,
                counts.get(row.person_id, Counts()),
                url_for(".person", agency=agency, person=row.public_id),
            )
            for row in listed.rows
        ),
        nothing=_nothing(of, show, typed),
        previous_href=_page_href(agency, show, typed, listed, before=True),
        next_href=_page_href(agency, show, typed, listed, before=False),
        csv=url_for(".people_file", agency=agency, kind="csv", **_args(show, typed)),
        xlsx=url_for(".people_file", agency=agency, kind="xlsx", **_args(show, typed)),
        roster=_roster(agency),
        may_manage=may(g.actor, Permission.MANAGE_PEOPLE, agency),
    )
    return render_template("agency/people.html", page=page)


@agency.page(f"{HOME}/people.{EITHER_FILE}", needs=LEAD, fresh=True)
def people_file(agency: str, kind: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    view = view_of(of)
    rules = rules_of(db.session(), of.agency_id, view.on)
    pieces = everybody(db.session(), rules, view, show=_show(), words=words())
    lines = ([PersonLine(row, counts) for row, counts in piece] for piece in pieces)
    return stream(PEOPLE, lines, kind, name=f"{agency}-people-{today()}")


@agency.page(f"{HOME}/people/<token:person>", needs=LEAD)
def person(agency: str, person: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    found = person_in_full(db.session(), person, of.agency_id, scope(), today()) or abort(404)
    asked = pages.asked_of(found, rules_of(db.session(), of.agency_id, today()), today())
    page = pages.PersonPage(
        title=found.name,
        slug=agency,
        agency=of.name,
        lede=pages.person_lede(asked),
        facts=pages.person_facts(found),
        asked=tuple(pages.asked_cells(one) for one in asked),
        postings=tuple(pages.posting_cells(one) for one in found.postings),
        completions=tuple(pages.completion_cells(one) for one in found.completions),
        manage=url_for("staff.manage", agency=agency, person=person)
        if may(g.actor, Permission.MANAGE_PEOPLE, agency)
        else None,
    )
    return render_template("agency/person.html", page=page)


def _show() -> Show:
    try:
        return Show(request.args.get("show") or Show.EVERYBODY.value)
    except ValueError:
        abort(404)


def _args(show: Show, typed: str) -> dict[str, Any]:
    args = {"show": "" if show is Show.EVERYBODY else show.value, "q": typed}
    return {name: value for name, value in args.items() if value}


def _page_href(
    slug: str, show: Show, typed: str, listed: PeopleList, *, before: bool
) -> str | None:
    if not listed.rows or not (listed.is_before if before else listed.is_after):
        return None
    at = {"before" if before else "after": listed.rows[0 if before else -1].public_id}
    return url_for(".people", agency=slug, **_args(show, typed) | at)


def _roster(slug: str) -> str | None:
    if not may(g.actor, Permission.MANAGE_ROSTER, slug):
        return None
    return url_for("roster.home", agency=slug)


def _nothing(of: AgencyRow, show: Show, typed: str) -> str:
    if typed:
        return "Nobody found. Try one word, a staff number, or part of an e-mail address."
    if show is not Show.EVERYBODY:
        return "Nobody. That is fine."
    return f"Nobody is on record at {of.name} yet. The first list of people fills this page."
