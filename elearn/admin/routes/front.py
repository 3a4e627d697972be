"""The administrator's first page: what needs them today, first."""

import os
from collections.abc import Iterator

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.admin.feature import ADMINISTER, admin
from elearn.admin.installation import advice
from elearn.admin.pages import FrontPage, Work, counted
from elearn.admin.queries import figures as queries
from elearn.admin.routes.settings import settings
from elearn.admin.standing import moving_parts
from elearn.domain.number_words import in_words
from elearn.extensions import db
from elearn.operations.grants import agencies_without_lead
from elearn.web.clock import now
from elearn.web.languages import N_

WHERE = {
    "Worker": (".jobs", "See the worker"),
    "Outbox": (".letters", "See the letters"),
    "Trail": (".trail", "See the trail"),
    "Nightly work": (".jobs", "See the worker"),
}
PLACES = (
    ("People and their accounts", "accounts.people", "find, invite, suspend, sign out, erase"),
    ("Who may do what", "admin.grants", "roles: who holds them, give and take back"),
    ("E-mail domains of agencies", "admin.domains", "whose addresses may ask for an account"),
    ("Letters", "admin.letters", "what was sent and what did not arrive"),
    ("What was done here", "admin.trail", "the trail of every change and every file taken"),
    ("An account in wrong hands", "admin.breach", "what it did, whose data it reached"),
    ("The worker", "admin.jobs", "nightly work, imports and audits under way"),
    ("How the service stands", "admin.health", "database, disk, backups, queue"),
    ("Settings", "admin.settings_page", "what this installation runs with"),
    ("How long things are kept", "privacy.retention", "and what is deleted next"),
    ("What is held on people", "privacy.overview", "the register and the papers made of it"),
)


@admin.page("/admin", needs=ADMINISTER, menu=(N_("Administration"), 80))
def front() -> ResponseReturnValue:
    found = queries.figures(db.session(), now=now())
    work = tuple(_work(found))
    title = f"{_number(len(work))} you" if work else "Nothing needs you"
    stats = (
        {"label": "People who may sign in", "figure": f"{found.active:,}",
         "base": f"{found.suspended} suspended", "href": url_for("accounts.people")},
        {"label": "Browsers signed in now", "figure": f"{found.signed_in:,}"},
        {"label": "Letters waiting", "figure": f"{found.waiting:,}",
         "base": f"{found.sent:,} sent so far", "href": url_for(".letters")},
    )  # fmt: skip
    places = tuple(
        (words, url_for(endpoint), what)
        for words, endpoint, what in PLACES
        if endpoint in current_app.view_functions
    )
    return render_template("admin/front.html", page=FrontPage(title, work, stats, places))


def _number(count: int) -> str:
    return "One thing needs" if count == 1 else f"{in_words(count)} things need"


def _work(found: queries.Figures) -> Iterator[Work]:
    """What to do, the most urgent first."""
    for one in moving_parts(db.session(), found, settings().instance, now()):
        if one.state == "act":
            there, see = WHERE.get(one.name, (".health", "See how the service stands"))
            yield Work(f"{one.name}: {one.found}", one.todo, url_for(there), see)
    if found.failed_imports:
        yield Work(
            f"Look at {counted(found.failed_imports, 'import')} that failed",
            "Nothing of them was applied, so nothing is lost.",
            url_for(".work"),
            "See why",
        )
    if missing := agencies_without_lead(db.session(), now()):
        yield Work(
            f"Find a lead for {counted(len(missing), 'agency', 'agencies')}",
            f"Nobody leads {', '.join(one.name for one in missing[:5])}.",
            url_for(".give_role"),
            "Give somebody the role",
        )
    if found.failed:
        yield Work(
            f"Look at {counted(found.failed, 'letter')} that did not arrive",
            "The address may be wrong. Correct it with the agency and invite again.",
            url_for(".letters", state="failed"),
            "See what failed",
        )
    for said in advice(settings(), os.environ):
        yield Work(said.title, said.why, url_for(".settings_page"), "See the settings")
