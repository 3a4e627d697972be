"""An import of training done elsewhere: what its file does, apply it, undo it."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.evidence import files
from elearn.evidence.actions import imports as actions
from elearn.evidence.actions.planning import Lines, plan_of, read_lines
from elearn.evidence.errors import EvidenceError
from elearn.evidence.feature import evidence
from elearn.evidence.pages import imports as pages
from elearn.evidence.plan import Plan
from elearn.evidence.queries import imports as queries
from elearn.evidence.queries.catalogue import names_of_courses
from elearn.evidence.queries.imports import ImportRow
from elearn.evidence.routes.common import DECIDE, HOME, Office, office
from elearn.extensions import db
from elearn.gateways.sheets import SheetFileError
from elearn.operations.import_jobs import JobRow
from elearn.web import imports
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.forms import ApplyForm, TokenForm
from elearn.web.imports import A_PAGE

ONE = f"{HOME}/imports/<id:number>"
LAST = "What is put on record, or what to do"


def _found(here: Office, number: int) -> ImportRow:
    return queries.import_of(db.session(), here.scope, here.agency_id, number) or abort(404)


def _places(here: Office, number: int) -> imports.Places:
    label = "Training done elsewhere"
    return imports.places(here.slug, number, label=label, one=".one_import")


@evidence.page(ONE, needs=DECIDE)
def one_import(agency: str, number: int) -> ResponseReturnValue:
    here = office(agency)
    found = _found(here, number)
    if found.applied_at:
        return _applied(here, found)
    if found.job is not None and found.job.is_running:
        return _waiting(here, found, found.job)
    try:
        return _preview(here, found)
    except SheetFileError as error:
        flash(str(error))
        return redirect(url_for(".home", agency=agency))


def _waiting(here: Office, found: ImportRow, job: JobRow) -> ResponseReturnValue:
    return imports.waiting_page(
        title=f"Import {found.number} is being applied",
        places=_places(here, found.number),
        filename=found.filename,
        job=job,
        form=ApplyForm(),
    )


def _preview(here: Office, found: ImportRow) -> str:
    plan = _plan(here, found)
    start = imports.position("start")
    end = start + A_PAGE
    form = ApplyForm()
    form.seen.data = plan.digest()
    page = imports.PreviewPage(
        title=pages.preview_title(plan),
        places=_places(here, found.number),
        filename=found.filename,
        lede=pages.preview_lede(plan),
        failed=found.job.sentence if found.job else "",
        notices=plan.notices,
        figures=pages.figures(plan.counts),
        lines=tuple(pages.planned_line(one) for one in plan.listed[start:end]),
        button=pages.apply_button(plan),
        signs="",
        last=LAST,
        form=form,
        previous_href=_at(here, found, max(0, start - A_PAGE)) if start else None,
        next_href=_at(here, found, end) if end < len(plan.listed) else None,
    )
    return render_template("imports/preview.html", page=page)


def _plan(here: Office, found: ImportRow) -> Plan:
    return plan_of(
        db.session(),
        agency_id=here.agency_id,
        content=found.content or b"",
        today=today(),
        watch=imports.breathing,
    )


def _at(here: Office, found: ImportRow, start: int) -> str:
    return url_for(".one_import", agency=here.slug, number=found.number, start=start or None)


def _applied(here: Office, found: ImportRow) -> str:
    where = db.session(), here.scope, here.agency_id, found.number
    rows = queries.lines_of(*where, after=imports.position("after"), most=A_PAGE + 1)
    shown, is_more = rows[:A_PAGE], len(rows) > A_PAGE
    following = url_for(
        ".one_import",
        agency=here.slug,
        number=found.number,
        after=shown[-1].key if shown else None,
    )
    page = imports.DonePage(
        title=imports.import_title(found, pages.done_words(found)),
        places=_places(here, found.number),
        summary=imports.import_summary(
            found,
            pages.how_we_know(),
            by="a command",
            undone="The lines stay listed; they count for nothing.",
        ),
        figures=pages.figures(found.counts),
        lines=tuple(pages.done_line(one) for one in shown),
        caption="What it put on record",
        last=LAST,
        look=("Look at your people", url_for("agency.people", agency=here.slug)),
        may_undo=found.undone_at is None and bool(found.counts["new"]),
        form=TokenForm(),
        next_href=following if is_more else None,
    )
    return render_template("imports/done.html", page=page)


@evidence.page(f"{ONE}.<any(csv, xlsx):kind>", needs=DECIDE, fresh=True)
def lines(agency: str, number: int, kind: str) -> ResponseReturnValue:
    here = office(agency)
    found = _found(here, number)
    if found.applied_at:
        where = db.session(), here.scope, here.agency_id, number
        rows = queries.lines_of(*where, after=0, most=imports.MOST_POSITION)
        shown = [pages.done_line(row) for row in rows]
    else:
        try:
            shown = [pages.planned_line(row) for row in _plan(here, found).listed]
        except SheetFileError as error:
            flash(str(error))
            return redirect(url_for(".home", agency=agency))
    return download(files.LINES, shown, kind, name=f"{agency}-completions-import-{number}")


@evidence.page(f"{ONE}/apply", needs=DECIDE, methods=("POST",))
def apply(agency: str, number: int) -> ResponseReturnValue:
    here = office(agency)
    found = _found(here, number)
    form = ApplyForm()
    if not form.validate():
        abort(400)
    try:
        if imports.is_for_the_worker(found.counts.get("lines", 0)):
            _ask_for(found, form)
        else:
            _apply(here, found, form)
    except (EvidenceError, SheetFileError) as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one_import", agency=agency, number=number), 303)


def _ask_for(found: ImportRow, form: ApplyForm) -> None:
    if found.applied_at:
        raise EvidenceError(actions.DONE_ALREADY)
    actions.ask_for(
        db.session(),
        number=found.number,
        seen=form.seen.data or "",
        lines=found.counts["lines"],
        actor_id=g.actor.person_id,
        now=now(),
    )


def _apply(here: Office, found: ImportRow, form: ApplyForm) -> None:
    actions.apply(
        db.session(),
        agency_id=here.agency_id,
        number=found.number,
        seen=form.seen.data or "",
        actor_id=g.actor.person_id,
        now=now(),
        today=today(),
        lines=_read(found) if found.content else None,
    )


def _read(found: ImportRow) -> Lines:
    """The file read, while no lock is held."""
    courses = names_of_courses(db.session())
    db.session().rollback()
    return read_lines(found.content or b"", courses, today())


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
