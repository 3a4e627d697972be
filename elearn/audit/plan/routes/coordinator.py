"""The coordinator's plan: every action, one of them, and adding to its log."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.plan.actions import add_update
from elearn.audit.plan.by import PlanError
from elearn.audit.plan.forms import FullUpdateForm
from elearn.audit.plan.pages import listed as pages
from elearn.audit.plan.pages.one import Link, one_page
from elearn.audit.plan.queries import listed as queries
from elearn.audit.plan.queries.listed import Action
from elearn.audit.plan.routes.common import EITHER_FILE, PLAN, by, cell_url, fill_update, line
from elearn.audit.routes.feature import audit
from elearn.domain.dates import typed_date, uk_date
from elearn.domain.plan import ActionStatus
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.languages import N_


@audit.page("/actions", needs=PLAN, menu=(N_("Actions"), 25))
def plan() -> ResponseReturnValue:
    found = queries.actions(db.session())
    filters = pages.filters(found, request.args)
    left = pages.wanted(found, filters, today())
    after = request.args.get("after", "")
    some, last = pages.some_of(left, after)
    chosen: dict[str, Any] = {one.name: one.value for one in filters if one.value}
    page = pages.ListPage(
        title=pages.title_of(found, today()),
        caption=f"Action plan, {uk_date(today())}",
        lede=pages.lede_of(found, today()),
        filters=filters if found else (),
        rows=tuple(
            pages.table_row(one, url_for(".one_action", action=one.row.id), today()) for one in some
        ),
        found=f"{len(left):,} of {len(found):,} actions",
        files={kind: url_for(".plan_file", kind=kind, **chosen) for kind in ("csv", "xlsx")},
        first=url_for(".plan", **chosen) if after else None,
        next=url_for(".plan", **chosen, after=last) if last else None,
        is_filtered=bool(chosen),
    )
    return render_template("audit/plan_list.html", page=page)


@audit.page(f"/actions.{EITHER_FILE}", needs=PLAN)
def plan_file(kind: str) -> ResponseReturnValue:
    found = queries.actions(db.session())
    left = pages.wanted(found, pages.filters(found, request.args), today())
    return download(pages.ACTIONS, [line(one) for one in left], kind, name="action-plan")


@audit.page("/actions/<id:action>", needs=PLAN, methods=("GET", "POST"))
def one_action(action: int) -> ResponseReturnValue:
    one = queries.action(db.session(), action)
    if one is None:
        abort(404)
    form = FullUpdateForm()
    fill_update(form, one)
    if request.method == "GET":
        form.due.data = typed_date(one.due_on)
        return _page(one, form)
    if not form.validate_on_submit():
        return _page(one, form), 400
    try:
        add_update(
            db.session(),
            action_id=one.row.id,
            seen=form.last_seen,
            status=ActionStatus(form.status.data),
            words=form.words,
            due_on=form.due_on,
            by=by(),
        )
    except PlanError as error:
        flash(str(error))
        return redirect(url_for(".one_action", action=action), 303)
    return redirect(url_for(".one_action", action=action), 303)


def _page(one: Action, form: FullUpdateForm) -> str:
    found = queries.judged(db.session(), [one.row.ref]).get(one.row.ref)
    link = None
    if found:
        link = Link(
            "Judged",
            f"It was judged by {found.edition}, census date {uk_date(found.on)}.",
            href=url_for(".actions", audit=found.audit_id, _anchor="judged"),
            link="How it was judged",
        )
    page = one_page(
        one,
        baseline=one.seen,
        form=form,
        today=today(),
        back=url_for(".plan"),
        judged_link=link,
        cell_href=cell_url(one.row.audit_id, one.cell),
    )
    return render_template("audit/plan_one.html", page=page)
