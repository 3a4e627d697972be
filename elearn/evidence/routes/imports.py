"""An import of training done elsewhere: what its file does, apply it, undo it."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.evidence import files
from elearn.evidence.actions import imports as actions
from elearn.evidence.errors import EvidenceError
from elearn.evidence.feature import evidence
from elearn.evidence.forms import ApplyForm, TokenForm
from elearn.evidence.pages import imports as pages
from elearn.evidence.plan import Plan
from elearn.evidence.queries import imports as queries
from elearn.evidence.queries.imports import ImportRow
from elearn.evidence.routes.common import DECIDE, HOME, MOST_POSITION, Office, office
from elearn.extensions import db
from elearn.gateways.sheets import SheetFileError
from elearn.web.clock import now, today
from elearn.web.downloads import download

ONE = f"{HOME}/imports/<id:number>"


def _found(here: Office, number: int) -> ImportRow:
    return queries.import_of(db.session(), here.scope, here.agency_id, number) or abort(404)


@evidence.page(ONE, needs=DECIDE)
def one_import(agency: str, number: int) -> ResponseReturnValue:
    here = office(agency)
    found = _found(here, number)
    return _applied(here, found) if found.applied_at else _preview(here, found)


def _preview(here: Office, found: ImportRow) -> str:
    plan = _plan(here, found)
    start = request.args.get("start", default=0, type=int)
    start = min(max(start, 0), MOST_POSITION)
    end = start + pages.A_PAGE
    form = ApplyForm()
    form.seen.data = plan.digest()
    page = pages.PreviewPage(
        title=pages.preview_title(plan),
        agency=here.of,
        number=found.number,
        filename=found.filename,
        lede=pages.preview_lede(plan),
        notices=plan.notices,
        figures=pages.figures(plan.counts),
        lines=tuple(pages.planned_line(one) for one in plan.listed[start:end]),
        button=pages.apply_button(plan),
        form=form,
        previous_href=_at(here, found, max(0, start - pages.A_PAGE)) if start else None,
        next_href=_at(here, found, end) if end < len(plan.listed) else None,
    )
    return render_template("evidence/preview.html", page=page)


def _plan(here: Office, found: ImportRow) -> Plan:
    return actions.plan_of(
        db.session(), agency_id=here.agency_id, content=found.content or b"", today=today()
    )


def _at(here: Office, found: ImportRow, start: int) -> str:
    return url_for(".one_import", agency=here.slug, number=found.number, start=start or None)


def _applied(here: Office, found: ImportRow) -> str:
    after = request.args.get("after", default=0, type=int)
    after = min(max(after, 0), MOST_POSITION)
    where = db.session(), here.scope, here.agency_id, found.number
    rows = queries.lines_of(*where, after=after, most=pages.A_PAGE + 1)
    shown, is_more = rows[: pages.A_PAGE], len(rows) > pages.A_PAGE
    following = url_for(
        ".one_import",
        agency=here.slug,
        number=found.number,
        after=shown[-1].key if shown else None,
    )
    page = pages.ImportPage(
        title=pages.import_title(found),
        agency=here.of,
        number=found.number,
        summary=pages.import_summary(found),
        figures=pages.figures(found.counts),
        lines=tuple(pages.done_line(one) for one in shown),
        may_undo=found.undone_at is None and bool(found.counts["new"]),
        form=TokenForm(),
        next_href=following if is_more else None,
    )
    return render_template("evidence/import.html", page=page)


@evidence.page(f"{ONE}.<any(csv, xlsx):kind>", needs=DECIDE)
def lines(agency: str, number: int, kind: str) -> ResponseReturnValue:
    here = office(agency)
    found = _found(here, number)
    if found.applied_at:
        where = db.session(), here.scope, here.agency_id, number
        rows = queries.lines_of(*where, after=0, most=MOST_POSITION)
        shown = [pages.done_line(row) for row in rows]
    else:
        shown = [pages.planned_line(row) for row in _plan(here, found).listed]
    return download(files.LINES, shown, kind, name=f"{agency}-completions-import-{number}")


@evidence.page(f"{ONE}/apply", needs=DECIDE, methods=("POST",))
def apply(agency: str, number: int) -> ResponseReturnValue:
    here = office(agency)
    _found(here, number)
    form = ApplyForm()
    if not form.validate():
        abort(400)
    try:
        actions.apply(
            db.session(),
            agency_id=here.agency_id,
            number=number,
            seen=form.seen.data or "",
            actor_id=g.actor.person_id,
            now=now(),
            today=today(),
        )
    except (EvidenceError, SheetFileError) as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one_import", agency=agency, number=number), 303)


@evidence.page(f"{ONE}/undo", needs=DECIDE, methods=("POST",))
def undo(agency: str, number: int) -> ResponseReturnValue:
    here = office(agency)
    _found(here, number)
    if not TokenForm().validate():
        abort(400)
    try:
        actions.undo(
            db.session(), number=number, actor_id=g.actor.person_id, now=now(), today=today()
        )
    except EvidenceError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one_import", agency=agency, number=number), 303)
