"""An agency's own actions: how they stand, said by its leads."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.plan.actions import add_update
from elearn.audit.plan.by import PlanError
from elearn.audit.plan.forms import UpdateForm
from elearn.audit.plan.pages import listed as pages
from elearn.audit.plan.pages.one import judgement_of, one_page
from elearn.audit.plan.queries import listed as queries
from elearn.audit.plan.queries.listed import Action
from elearn.audit.plan.routes.common import EITHER_FILE, OWN, by, fill_update, line
from elearn.audit.routes.feature import audit
from elearn.domain.plan import ActionStatus, ActionType
from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.places import whole_agency

OURS = "/agencies/<slug:agency>/actions"


@audit.page(OURS, needs=OWN)
def own_actions(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = queries.actions(db.session(), agency_id=of.agency_id)
    after = request.args.get("after", "")
    some, last = pages.some_of(found, after)
    page = pages.ListPage(
        title=pages.title_of(found, today()),
        caption=of.name,
        lede=pages.lede_of(found, today()),
        filters=(),
        rows=tuple(
            pages.table_row(one, url_for(".own_action", agency=agency, action=one.row.id), today())
            for one in some
        ),
        found=f"{len(found):,} actions",
        files={
            kind: url_for(".own_actions_file", agency=agency, kind=kind) for kind in ("csv", "xlsx")
        },
        first=url_for(".own_actions", agency=agency) if after else None,
        next=url_for(".own_actions", agency=agency, after=last) if last else None,
        is_filtered=False,
    )
    return render_template("audit/plan_own.html", page=page)


@audit.page(f"{OURS}.{EITHER_FILE}", needs=OWN)
def own_actions_file(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = queries.actions(db.session(), agency_id=of.agency_id)
    judged = queries.judged(db.session(), [one.row.ref for one in found])
    lines = [line(one, exact_for=agency, judged=judged.get(one.row.ref)) for one in found]
    return download(pages.OWN_ACTIONS, lines, kind, name=f"{agency}-actions")


@audit.page(f"{OURS}/<id:action>", needs=OWN, methods=("GET", "POST"))
def own_action(agency: str, action: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    one = queries.action(db.session(), action, agency_id=of.agency_id)
    if one is None:
        abort(404)
    form = UpdateForm()
    fill_update(form, one)
    if request.method == "GET":
        return _page(one, of, form)
    if not form.validate_on_submit():
        return _page(one, of, form), 400
    try:
        add_update(
            db.session(),
            action_id=one.row.id,
            seen=form.last_seen,
            status=ActionStatus(form.status.data),
            words=form.words,
            due_on=None,
            by=by(),
        )
    except PlanError as error:
        flash(str(error))
    return redirect(url_for(".own_action", agency=agency, action=action), 303)


def _page(one: Action, of: AgencyName, form: UpdateForm) -> str:
    is_own = one.cell.agency == of.slug
    found = queries.judged(db.session(), [one.row.ref]).get(one.row.ref) if is_own else None
    picks = one.row.type is ActionType.LIVE and is_own and not one.status.is_closed
    page = one_page(
        one,
        baseline=one.exact if is_own else one.seen,
        form=form,
        today=today(),
        back=url_for(".own_actions", agency=of.slug),
        judged=judgement_of(one, found) if found else None,
        people=_people(of.slug, one.cell.module) if picks else "",
    )
    return render_template("audit/plan_one.html", page=page)


def _people(agency: str, module: str) -> str:
    """The list of the agency's own people who need it."""
    if not module:
        return url_for("agency.people", agency=agency)
    return url_for(
        "agency.completion", agency=agency, module=module, standing="out-of-date", _anchor="people"
    )
