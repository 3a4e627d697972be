"""An agency's headcounts and declared totals: what stands, one role, a total, and the files."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.returns.actions import figures as actions
from elearn.returns.by import By, StaleError
from elearn.returns.feature import ANSWER, EITHER_FILE, HEADCOUNT, returns
from elearn.returns.forms import CountForm, TotalForm, UploadForm
from elearn.returns.pages import figures as pages
from elearn.returns.queries import figures as queries
from elearn.returns.queries.figures import RoleRow
from elearn.returns.queries.imports import imports_of
from elearn.returns.texts import line_of
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.imports import past_import
from elearn.web.places import whole_agency
from elearn.web.rules import rules_today

SHORT_HISTORY = 60
IMPORTS_SHOWN = 10


def by() -> By:
    """Who does what is done now."""
    return By(g.actor.person_id, now(), today())


@returns.page(HEADCOUNT, needs=ANSWER)
def headcount(agency: str) -> ResponseReturnValue:
    return headcount_page(whole_agency(agency), UploadForm())


def headcount_page(of: AgencyName, form: UploadForm) -> str:
    """The page with its form, which may have faults."""
    where = {"agency_id": of.agency_id}
    roles = queries.roles(db.session(), agency_id=of.agency_id, today=today())
    every = queries.headcounts(db.session(), **where)
    totals = queries.totals(db.session(), **where)
    former = queries.former(db.session(), **where)
    imports = imports_of(db.session(), of.agency_id, most=IMPORTS_SHOWN)
    counts = pages.latest(every, today())
    known = {role.role_id: role for role in roles}
    held, rules = {one.role_id for one in counts}, rules_today()
    page = pages.HeadcountPage(
        title="Headcount",
        agency=of,
        lede=pages.headcount_lede(counts, roles, today(), rules),
        counts=tuple(
            pages.count_cells(
                one, known[one.role_id], _href(of, known[one.role_id]), today(), rules
            )
            for one in counts
        ),
        others=tuple((one.title, _href(of, one)) for one in roles if one.role_id not in held),
        totals=tuple(pages.total_cells(one, counts) for one in pages.latest(totals, today())),
        history=tuple(
            pages.history_cells(one)
            for one in pages.in_order((*every, *totals, *former))[:SHORT_HISTORY]
        ),
        imports=tuple(
            past_import(one, _import_href(of, one.number), by="somebody who was erased")
            for one in imports
        ),
        form=form,
    )
    return render_template("returns/headcount.html", page=page)


def _import_href(of: AgencyName, number: int) -> str:
    return url_for(".one_file_import", agency=of.slug, number=number)


def _href(of: AgencyName, role: RoleRow) -> str:
    return url_for(".count", agency=of.slug, role=role.slug)


@returns.page(f"{HEADCOUNT}.{EITHER_FILE}", needs=ANSWER)
def headcount_file(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    former = queries.former(db.session(), agency_id=of.agency_id)
    rows = pages.in_order(
        (
            *queries.headcounts(db.session(), agency_id=of.agency_id),
            *(one for one in former if one.module_id is None),
        )
    )
    return download(pages.HISTORY, rows, kind, name=f"{agency}-headcount-{today()}")


@returns.page(f"{HEADCOUNT}/declared.{EITHER_FILE}", needs=ANSWER)
def totals_file(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    former = queries.former(db.session(), agency_id=of.agency_id)
    rows = pages.in_order(
        (
            *queries.totals(db.session(), agency_id=of.agency_id),
            *(one for one in former if one.module_id is not None),
        )
    )
    return download(pages.DECLARED, rows, kind, name=f"{agency}-declared-{today()}")


@returns.page(f"{HEADCOUNT}/<slug:role>", needs=ANSWER, methods=("GET", "POST"))
def count(agency: str, role: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    roles = queries.roles(db.session(), agency_id=of.agency_id, today=today())
    found = next((one for one in roles if one.slug == role), None) or abort(404)
    form = CountForm(today=today())
    if not form.validate_on_submit():
        return _count_page(of, found, form), 422 if form.errors else 200
    said = actions.Count(
        role_id=found.role_id,
        number=form.number.data or 0,
        as_at=form.day,
        source=line_of(form.source.data),
        grade=form.grade.data,
    )
    try:
        done = actions.save_count(
            db.session(), agency_id=of.agency_id, count=said, seen=form.seen.number, by=by()
        )
    except StaleError as error:
        form.number.errors = [str(error)]
        return _count_page(of, found, form, fresh=True), 409
    flash(f"{found.title}: saved." if done else f"{found.title}: the same was saved already.")
    return redirect(url_for(".headcount", agency=agency), 303)


def _count_page(of: AgencyName, role: RoleRow, form: CountForm, *, fresh: bool = False) -> str:
    where = {"agency_id": of.agency_id}
    every = [
        one for one in queries.headcounts(db.session(), **where) if one.role_id == role.role_id
    ]
    former = [
        one
        for one in queries.former(db.session(), **where)
        if one.role_id == role.role_id and one.module_id is None
    ]
    if fresh or not form.is_submitted():
        form.seen.data = str(len(every) + len(former))
    page = pages.CountPage(
        title=f"Headcount of {role.title}",
        agency=of,
        listed=f"{role.listed:,} people of this role are on your list with names. Audits count "
        "the list and not this number."
        if role.listed
        else "",
        form=form,
        history=tuple(pages.history_cells(one) for one in pages.in_order((*every, *former))),
    )
    return render_template("returns/count.html", page=page)


@returns.page(f"{HEADCOUNT}/declared", needs=ANSWER, methods=("GET", "POST"))
def total(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    form = TotalForm(today=today())
    roles = queries.roles(db.session(), agency_id=of.agency_id, today=today())
    modules = queries.modules(db.session(), today=today())
    form.offer(
        {one.role_id: one.title for one in roles},
        {one.module_id: f"{one.code} {one.title}" for one in modules},
    )
    if not form.validate_on_submit():
        page = pages.TotalPage("Declare how many hold a module", of, form)
        return render_template("returns/total.html", page=page), 422 if form.errors else 200
    said = actions.Total(
        role_id=int(form.role.data),
        module_id=int(form.module.data),
        number=form.number.data or 0,
        as_at=form.day,
        source=line_of(form.source.data),
    )
    done = actions.save_total(db.session(), agency_id=of.agency_id, total=said, by=by())
    flash("Saved." if done else "The same was saved already.")
    return redirect(url_for(".headcount", agency=agency), 303)
