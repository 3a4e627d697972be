"""Whom a lead can remind now, what became of earlier letters, and the history of chases."""

from datetime import timedelta
from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.reminders import files
from elearn.reminders.actions.chasing import Plan, plan_chase
from elearn.reminders.feature import CHASE, EITHER_FILE, HOME, reminders
from elearn.reminders.letters import many
from elearn.reminders.pages import lead as pages
from elearn.reminders.pages.words import LEFT_WORDS, Cell, Filter, left_words, options
from elearn.reminders.queries import chases as past
from elearn.reminders.queries import log
from elearn.reminders.routes.common import ALL, OVERDUE, Asking, asking, office
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.languages import N_

COUNTED = timedelta(days=30)
SHOWN, MOST_CHASES = 50, 10
MOST_IN_A_FILE = 10_000


@reminders.page(HOME, needs=CHASE, menu=(N_("Reminders"), 25))
def home(agency: str) -> ResponseReturnValue:
    ask = asking(agency)
    session, here = db.session(), ask.here
    seen = session, here.scope, here.of.agency_id
    plan = plan_chase(*seen, wanted=ask.wanted, today=today())
    made = past.chases(*seen, actor_id=g.actor.person_id, most=MOST_CHASES)
    page = pages.HomePage(
        title="Reminders",
        agency=here.of,
        lede=pages.lede(plan),
        filters=_filters(ask),
        is_filtered=bool(ask.args),
        remind=url_for(".check", agency=agency, **_args(ask)) if plan.people else None,
        button=_button(plan),
        left=left_words({why.value: len(some) for why, some in plan.left.items()}),
        rows=tuple(_rows(plan, agency)),
        more=_more(plan),
        csv=url_for(".planned_file", agency=agency, kind="csv", **_args(ask)),
        xlsx=url_for(".planned_file", agency=agency, kind="xlsx", **_args(ask)),
        counts=log.counts(*seen, since=now() - COUNTED, now=now()),
        chases=tuple(
            pages.chase_cells(one, url_for(".chase", agency=agency, chase=one.number))
            for one in made
        ),
        is_whole=here.is_whole,
    )
    return render_template("reminders/home.html", page=page)


def _button(plan: Plan) -> str:
    if plan.letters:
        return pages.button(len(plan.letters))
    return "See who has to be told by hand"


def _rows(plan: Plan, agency: str) -> list[tuple[Cell, ...]]:
    some = list(plan.letters.values())[:SHOWN]
    return [
        pages.person_cells(
            dues, url_for("agency.person", agency=agency, person=dues[0].public_id), today()
        )
        for dues in some
    ]


def _more(plan: Plan) -> str:
    left = len(plan.letters) - SHOWN
    return f"And {many(left, 'more person', 'more people')} in the file." if left > 0 else ""


def _args(ask: Asking) -> dict[str, Any]:
    return dict(ask.args)


def _filters(ask: Asking) -> tuple[Filter, ...]:
    due = [(OVERDUE, "Overdue only"), (ALL, "Overdue, or due in 30 days")]
    modules = [("", "Any module"), *((one.slug, one.title) for one in ask.modules)]
    teams = [("", "All teams"), *((one.slug, one.name) for one in ask.teams)]
    chosen = ask.args.get
    return (
        Filter("due", "Who", options(due, chosen("due", OVERDUE))),
        Filter("module", "Module", options(modules, chosen("module", ""))),
        Filter("team", "Team", options(teams, chosen("team", ""))),
    )


@reminders.page(f"{HOME}.{EITHER_FILE}", needs=CHASE, fresh=True)
def planned_file(agency: str, kind: str) -> ResponseReturnValue:
    ask = asking(agency)
    plan = plan_chase(
        db.session(), ask.here.scope, ask.here.of.agency_id, wanted=ask.wanted, today=today()
    )
    rows = pages.lines(plan, LEFT_WORDS)
    return download(files.PLAN, rows, kind, name=f"{agency}-reminders-{today()}")


@reminders.page(f"{HOME}/chases.{EITHER_FILE}", needs=CHASE)
def chases_file(agency: str, kind: str) -> ResponseReturnValue:
    here = office(agency)
    rows = past.chases(
        db.session(),
        here.scope,
        here.of.agency_id,
        actor_id=g.actor.person_id,
        most=MOST_IN_A_FILE,
    )
    return download(files.CHASES, rows, kind, name=f"{agency}-chases-{today()}")
