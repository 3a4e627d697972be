"""A file of headcounts: keep it, what it would do, that it is being applied, what it did, undo."""

from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db, limiter
from elearn.gateways.sheets import SheetFileError
from elearn.operations.import_jobs import JobRow
from elearn.records.places import AgencyName
from elearn.returns.actions import imports as actions
from elearn.returns.by import ReturnError
from elearn.returns.feature import ANSWER, EITHER_FILE, HEADCOUNT, returns
from elearn.returns.forms import UploadForm
from elearn.returns.pages import imports as pages
from elearn.returns.queries import figures
from elearn.returns.queries import imports as queries
from elearn.returns.queries.figures import RoleRow
from elearn.returns.queries.imports import ImportRow
from elearn.returns.reading import CountPlan, read
from elearn.returns.routes.figures import by, headcount_page
from elearn.web import imports
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.forms import ApplyForm, TokenForm
from elearn.web.imports import A_PAGE, file_name, import_summary, import_title
from elearn.web.places import whole_agency

ONE = f"{HEADCOUNT}/imports/<id:number>"


@returns.page(f"{HEADCOUNT}/file", needs=ANSWER, methods=("POST",))
@limiter.limit("60 per hour", methods=["POST"])
def keep_file(agency: str) -> ResponseReturnValue:
    of, form = whole_agency(agency), UploadForm()
    if not form.validate():
        return headcount_page(of, form), 422
    try:
        number = _keep(of, form)
    except SheetFileError as error:
        form.file.errors = [str(error)]
        return headcount_page(of, form), 422
    return redirect(url_for(".one_file_import", agency=agency, number=number), 303)


def _keep(of: AgencyName, form: UploadForm) -> int:
    """Keep the file that was sent; the import's number."""
    db.session().rollback()  # reading takes a while, and no lock is held meanwhile
    content = form.file.data.read()
    sheet = read(content)
    return actions.keep(
        db.session(),
        agency_id=of.agency_id,
        filename=file_name(form.file.data.filename, "headcounts"),
        content=content,
        grade=form.grade.data,
        lines=len(sheet.lines),
        by=by(),
    )


def _found(of: AgencyName, number: int) -> ImportRow:
    return queries.import_of(db.session(), of.agency_id, number) or abort(404)


def _roles(of: AgencyName) -> Mapping[int, RoleRow]:
    rows = figures.roles(db.session(), agency_id=of.agency_id, today=today())
    return {one.role_id: one for one in rows}


def _places(of: AgencyName, number: int) -> imports.Places:
    return imports.places(
        of.slug,
        number,
        label="Headcount",
        home=".headcount",
        one=".one_file_import",
        apply=".apply_file",
        undo=".undo_file",
        lines=".file_lines",
    )


@returns.page(ONE, needs=ANSWER)
def one_file_import(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = _found(of, number)
    if found.applied_at:
        return _applied(of, found)
    if found.job is not None and found.job.is_running:
        return _waiting(of, found, found.job)
    try:
        return _preview(of, found)
    except SheetFileError as error:
        flash(str(error))
        return redirect(url_for(".headcount", agency=agency))


def _waiting(of: AgencyName, found: ImportRow, job: JobRow) -> ResponseReturnValue:
    return imports.waiting_page(
        title=f"Import {found.number} is being applied",
        places=_places(of, found.number),
        filename=found.filename,
        job=job,
        form=ApplyForm(),
    )


def _plan(of: AgencyName, found: ImportRow) -> CountPlan:
    return actions.plan_sheet(
        db.session(),
        agency_id=of.agency_id,
        sheet=read(found.content or b""),
        grade=found.grade,
        today=today(),
        watch=imports.breathing,
    )


def _preview(of: AgencyName, found: ImportRow) -> str:
    plan, roles = _plan(of, found), _roles(of)
    start = imports.position("start")
    end = start + A_PAGE
    form = ApplyForm()
    form.seen.data = plan.digest()
    page = imports.PreviewPage(
        title=pages.preview_title(plan),
        places=_places(of, found.number),
        filename=found.filename,
        lede=imports.unusable_words(plan.of("error")),
        failed=found.job.sentence if found.job else "",
        notices=plan.notices,
        figures=pages.figures(plan.fates),
        lines=tuple(pages.planned_line(one, roles) for one in plan.lines[start:end]),
        button=pages.apply_button(plan),
        signs=pages.SIGNS,
        last="What it says, or what to do",
        form=form,
        previous_href=_at(of, found, start=max(0, start - A_PAGE)) if start else None,
        next_href=_at(of, found, start=end) if end < len(plan.lines) else None,
    )
    return render_template("imports/preview.html", page=page)


def _at(of: AgencyName, found: ImportRow, *, start: int = 0, after: int = 0) -> str:
    return url_for(
        ".one_file_import",
        agency=of.slug,
        number=found.number,
        start=start or None,
        after=after or None,
    )


def _applied(of: AgencyName, found: ImportRow) -> str:
    roles, after = _roles(of), imports.position("after")
    shown = found.changed[after : after + A_PAGE]
    page = imports.DonePage(
        title=import_title(found, pages.done_words(found)),
        places=_places(of, found.number),
        summary=import_summary(found),
        figures=pages.figures(found.counts),
        lines=tuple(pages.done_line(one, roles) for one in shown),
        caption="What it saved",
        last="What it says",
        look=("Look at your headcounts", url_for(".headcount", agency=of.slug)),
        may_undo=found.undone_at is None and bool(found.changed),
        kept=tuple(found.counts.get("kept", ())),
        form=TokenForm(),
        next_href=_at(of, found, after=after + A_PAGE)
        if after + A_PAGE < len(found.changed)
        else None,
    )
    return render_template("imports/done.html", page=page)


@returns.page(f"{ONE}.{EITHER_FILE}", needs=ANSWER)
def file_lines(agency: str, number: int, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found, roles = _found(of, number), _roles(of)
    if found.applied_at:
        shown = [pages.done_line(one, roles) for one in found.changed]
    else:
        try:
            shown = [pages.planned_line(one, roles) for one in _plan(of, found).lines]
        except SheetFileError as error:
            flash(str(error))
            return redirect(url_for(".headcount", agency=agency))
    return download(pages.LINES, shown, kind, name=f"{agency}-headcount-import-{number}")


@returns.page(f"{ONE}/apply", needs=ANSWER, methods=("POST",))
def apply_file(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found, form = _found(of, number), ApplyForm()
    if not form.validate():
        abort(400)
    try:
        _apply(of, found, form.seen.data or "")
    except (ReturnError, SheetFileError) as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one_file_import", agency=agency, number=number), 303)


def _apply(of: AgencyName, found: ImportRow, seen: str) -> None:
    """Apply it now, or where it is long have the worker do it."""
    if found.content is None:
        raise ReturnError(actions.DONE_ALREADY)
    lines = found.counts.get("lines", 0)
    if imports.is_for_the_worker(lines):
        actions.ask_for(db.session(), number=found.number, seen=seen, lines=lines, by=by())
        return
    db.session().rollback()  # as above
    sheet = read(found.content)
    actions.apply(
        db.session(),
        agency_id=of.agency_id,
        number=found.number,
        seen=seen,
        by=by(),
        sheet=sheet,
    )


@returns.page(f"{ONE}/undo", needs=ANSWER, methods=("POST",))
def undo_file(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    _found(of, number)
    if not TokenForm().validate():
        abort(400)
    try:
        actions.undo(db.session(), agency_id=of.agency_id, number=number, by=by())
    except ReturnError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one_file_import", agency=agency, number=number), 303)
