"""A file of headcounts: what it would do, and doing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db, limiter
from elearn.gateways.sheets import SheetFileError
from elearn.records.places import AgencyName
from elearn.returns.actions.figures import save_counts
from elearn.returns.feature import ANSWER, HEADCOUNT, returns
from elearn.returns.forms import ApplyForm, UploadForm
from elearn.returns.pages import figures as pages
from elearn.returns.queries import figures as queries
from elearn.returns.queries.figures import RoleRow
from elearn.returns.reading import CountPlan, as_rows, make_plan
from elearn.returns.routes.figures import by, headcount_page
from elearn.web.clock import today
from elearn.web.places import whole_agency

AGAIN = "This file cannot be read again. Choose it once more."
CHANGED = "Figures were changed meanwhile. Look at what the file would do now."


@returns.page(f"{HEADCOUNT}/file", needs=ANSWER, methods=("POST",))
@limiter.limit("60 per hour", methods=["POST"])
def preview_file(agency: str) -> ResponseReturnValue:
    of, form = whole_agency(agency), UploadForm()
    if not form.validate():
        return headcount_page(of, form), 422
    try:
        plan, roles = _plan(of, form.file.data.read(), form.grade.data)
    except SheetFileError as error:
        form.file.errors = [str(error)]
        return headcount_page(of, form), 422
    return _shown(of, plan, roles)


@returns.page(f"{HEADCOUNT}/file/apply", needs=ANSWER, methods=("POST",))
def apply_file(agency: str) -> ResponseReturnValue:
    of, form = whole_agency(agency), ApplyForm()
    home = redirect(url_for(".headcount", agency=agency), 303)
    try:
        if not form.validate():
            raise SheetFileError(AGAIN)
        plan, roles = _plan(of, (form.rows.data or "").encode("utf-8", "replace"), "C")
    except SheetFileError:
        flash(AGAIN)
        return home
    if plan.changes and plan.digest() != form.seen.data:
        flash(CHANGED)
        return _shown(of, plan, roles), 409
    fates = save_counts(db.session(), agency_id=of.agency_id, counts=plan.counts, by=by())
    flash(pages.saved_words(fates))
    return home


def _plan(of: AgencyName, content: bytes, grade: str) -> tuple[CountPlan, tuple[RoleRow, ...]]:
    roles = queries.roles(db.session(), agency_id=of.agency_id, today=today())
    there = queries.headcounts(db.session(), agency_id=of.agency_id)
    return make_plan(content, grade=grade, roles=roles, there=there, today=today()), roles


def _shown(of: AgencyName, plan: CountPlan, roles: tuple[RoleRow, ...]) -> str:
    rows = as_rows(plan, roles)
    form = ApplyForm(formdata=None, data={"rows": rows, "seen": plan.digest()})
    page = pages.PlanPage(
        title=pages.plan_title(plan),
        agency=of,
        lede=pages.plan_lede(plan),
        notices=plan.notices,
        lines=pages.plan_cells(plan),
        form=form,
        changes=plan.changes,
    )
    return render_template("returns/plan.html", page=page)
