"""The actions of an edition: what it asks for, what it led to, and a new one from a cell."""

import secrets

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.editions import Opened
from elearn.audit.plan.actions import Finding, make_actions
from elearn.audit.plan.by import PlanError
from elearn.audit.plan.cell import CellOf, as_seen, cell_from
from elearn.audit.plan.forms import THE_PARTNERSHIP, ActionForm
from elearn.audit.plan.jobs import tell_owners
from elearn.audit.plan.pages.edition import page_of
from elearn.audit.plan.pages.listed import table_row
from elearn.audit.plan.pages.one import NewPage
from elearn.audit.plan.parts import actions_table
from elearn.audit.plan.queries import listed as queries
from elearn.audit.plan.routes.common import EITHER_FILE, PLAN, by, new_action_url
from elearn.audit.plan.words import cell_words, figures
from elearn.audit.routes.feature import audit, opened
from elearn.audit.sheets import Names
from elearn.domain.dates import LONDON, typed_date, uk_date
from elearn.domain.plan import ActionType, Confidence, Origin, due_for_act, due_for_safety
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.sender import sender


@audit.page("/audits/<id:audit>/actions", needs=PLAN)
def actions(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    made = queries.actions(db.session(), audit_id=audit)
    ids = {one.row.ref: one.row.id for one in queries.actions(db.session())}
    page = page_of(
        found,
        made,
        [table_row(one, url_for(".one_action", action=one.row.id), today()) for one in made],
        new=lambda cell: new_action_url(audit, cell),
        action=lambda ref: url_for(".one_action", action=ids[ref]) if ref in ids else "",
    )
    return render_template("audit/plan_edition.html", page=page)


@audit.page(f"/audits/<id:audit>/actions.{EITHER_FILE}", needs=PLAN)
def actions_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    report = actions_table(Names(found.edition, found.shown))
    rows = found.shown.more.get("judgement", ())
    return download(report, rows, kind, name=f"audit-{audit}-actions")


@audit.page("/audits/<id:audit>/actions/new", needs=PLAN, methods=("GET", "POST"))
def new_action(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    cell = cell_from(request.args)
    if cell is None:
        abort(404)
    agencies = queries.partners(db.session(), today())
    form = ActionForm(agencies=agencies, today=today())
    if request.method == "GET":
        _suggest(form, found, cell, {slug for _, slug, _ in agencies})
        return _form_page(found, cell, form)
    if not form.validate_on_submit():
        return _form_page(found, cell, form), 400
    finding = Finding(found.edition, found.shown, cell, _gap(found, cell))
    once = f"form:{(form.once.data or secrets.token_urlsafe(16))}"
    try:
        [row] = make_actions(db.session(), [(once, finding, form.given)], by=by())
    except PlanError:
        abort(404)
    slugs = {number: slug for number, slug, _ in agencies}
    tell_owners(db.session(), [row], slugs, sender=sender(), now=now())
    return redirect(url_for(".one_action", action=row.id), 303)


def _gap(found: Opened, cell: CellOf) -> str:
    return cell_words(cell, Names(found.edition, found.shown))


def _form_page(found: Opened, cell: CellOf, form: ActionForm) -> str:
    seen = as_seen(found.shown, cell)
    page = NewPage(
        title="Make an action",
        number=found.edition.id,
        gap=_gap(found, cell),
        evidence=f"{figures(cell.origin, seen).capitalize()} on {uk_date(found.edition.as_of)}.",
        form=form,
    )
    return render_template("audit/plan_new.html", page=page)


def _suggest(form: ActionForm, found: Opened, cell: CellOf, partners: set[str]) -> None:
    """What the default rules say (C11), to be changed at will."""
    rules, frozen_on = found.edition.rules, found.edition.frozen_at.astimezone(LONDON).date()
    is_item = cell.origin is Origin.ITEM
    due = due_for_safety(frozen_on) if is_item else due_for_act(frozen_on)
    hard = cell.module in found.edition.level_c
    targets = {
        Origin.COVERAGE: rules.level_c_on_track if hard else rules.coverage_on_track,
        Origin.KNOWLEDGE: rules.mastery_on_track,
    }
    form.once.data = secrets.token_urlsafe(16)
    form.due.data = typed_date(max(due, today()))
    form.type.data = (ActionType.CONTENT if is_item else ActionType.LIVE).value
    form.confidence.data = Confidence.MEDIUM.value
    form.owner_agency.data = cell.agency if cell.agency in partners else THE_PARTNERSHIP
    target = targets.get(cell.origin)
    form.target.data = "" if target is None else f"{target:g}"
