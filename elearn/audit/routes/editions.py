"""The list of audits, and running one."""

from collections.abc import Sequence
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF
from elearn.audit.forms import NewAuditForm
from elearn.audit.pages.editions import EDITIONS, Listed, NewPage, list_page
from elearn.audit.queries import editions as queries
from elearn.audit.queries.editions import Edition
from elearn.audit.routes.feature import RUN_AUDIT, actor_id, audit
from elearn.audit.run.actions import open_run
from elearn.audit.run.pages.opening import under_way_rows
from elearn.audit.run.queries import under_way
from elearn.audit.run.routes.closing import freeze_here_or_there
from elearn.audit.run.routes.found import by, is_for_the_worker
from elearn.audit.run.ruling import rules_for_new
from elearn.domain.audit_scope import WHOLE
from elearn.domain.dates import typed_date, uk_date
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.languages import N_

MOST_IN_A_FILE = 200


@audit.page("/audits", needs=RUN_AUDIT, menu=(N_("Audits"), 20))
def index() -> ResponseReturnValue:
    before = request.args.get("before", "")
    found = queries.newest(
        db.session(),
        before=int(before) if _is_id(before) else None,
        limit=queries.A_PAGE + 1,
    )
    some = found[: queries.A_PAGE]
    more = len(found) > len(some)
    page = list_page(
        some,
        SHELF.seals(db.session(), some, now=now()),
        {edition.id: url_for(".overview", audit=edition.id) for edition in some},
        first=url_for(".index") if before else None,
        next_page=url_for(".index", before=some[-1].id) if more else None,
        under_way=() if before else under_way_rows(under_way(db.session()), _home),
    )
    return render_template("audit/index.html", page=page)


def _home(number: int) -> str:
    return url_for(".overview", audit=number)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9


@audit.page("/audits.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def index_file(kind: str) -> ResponseReturnValue:
    found = queries.newest(db.session(), limit=MOST_IN_A_FILE)
    return download(EDITIONS, _with_seals(found), kind, name="training-audits")


def _with_seals(editions: Sequence[Edition]) -> list[Listed]:
    seals = SHELF.seals(db.session(), editions, now=now())
    return [(edition, seals[edition.id]) for edition in editions]


@audit.page("/audits/new", needs=RUN_AUDIT, methods=("GET", "POST"))
def new() -> ResponseReturnValue:
    form = NewAuditForm(today=today())
    if request.method == "GET":
        form.census_date.data = typed_date(today())
        form.name.data = f"As at {uk_date(today())}"
        return render_template("audit/new.html", page=NewPage(form))
    if not form.validate_on_submit():
        return render_template("audit/new.html", page=NewPage(form)), 400
    name = " ".join((form.name.data or "").split())
    if not name.isprintable():
        abort(400)
    return redirect(url_for(".overview", audit=_quick_run(name, form.day)), 303)


def _quick_run(name: str, day: date) -> int:
    """Count and freeze at once, or have the worker do it where that takes long."""
    session, rules = db.session(), rules_for_new(db.session(), day)
    if not is_for_the_worker():
        return freeze(session, name=name, as_of=day, now=now(), by=actor_id(), rules=rules).id
    number = open_run(
        session, name=name, as_of=day, return_by=None, scope=WHOLE, rules=rules, by=by()
    )
    freeze_here_or_there(number)
    return number
