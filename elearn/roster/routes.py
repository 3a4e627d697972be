"""The roster pages: choose a file, look at what it does, apply it, undo it."""

from pathlib import PurePath

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.domain.identity import IdentityError, clean_name
from elearn.extensions import db, limiter
from elearn.gateways.sheets import SheetFileError
from elearn.records.places import AgencyName
from elearn.roster import actions, files, pages, queries
from elearn.roster.forms import ApplyForm, UndoForm, UploadForm
from elearn.roster.plan import Plan
from elearn.roster.queries import ImportRow
from elearn.web.clock import now, today
from elearn.web.feature import Feature, Need
from elearn.web.places import whole_agency

roster = Feature("roster", __name__)
MANAGE = Need(Permission.MANAGE_ROSTER, at="agency")
HOME = "/agencies/<slug:agency>/roster"
IMPORTS_SHOWN = 20
MOST_POSITION = 1_000_000_000


@roster.page(HOME, needs=MANAGE, methods=("GET", "POST"), menu=("Roster", 30))
@limiter.limit("60 per hour", methods=["POST"])
def home(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    form = UploadForm()
    if form.validate_on_submit():
        try:
            found = actions.preview(
                db.session(),
                agency_id=of.agency_id,
                filename=_filename(form.file.data.filename),
                content=form.file.data.read(),
                actor_id=g.actor.person_id,
                now=now(),
                today=today(),
            )
            return redirect(url_for(".one", agency=agency, number=found.number), 303)
        except SheetFileError as error:
            form.file.errors = [str(error)]
    return _home(of, form), 422 if form.errors else 200


def _home(of: AgencyName, form: UploadForm) -> str:
    imports = queries.imports_of(db.session(), of.agency_id, most=IMPORTS_SHOWN)
    page = pages.RosterPage(
        title=f"Roster of {of.name}",
        agency=of,
        lede=pages.roster_lede(imports, today()),
        form=form,
        imports=tuple(
            pages.past_import(one, url_for(".one", agency=of.slug, number=one.number))
            for one in imports
        ),
        people=queries.count_present(db.session(), of.agency_id, today()),
    )
    return render_template("roster/home.html", page=page)


@roster.page(f"{HOME}.<any(csv, xlsx):kind>", needs=MANAGE)
def listed(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    people = queries.listed_people(db.session(), of.agency_id, today())
    return files.people_file(people, kind, name=f"{agency}-roster-{today()}")


@roster.page(f"{HOME}/example.csv", needs=MANAGE)
def example(agency: str) -> ResponseReturnValue:
    whole_agency(agency)
    return files.example_file()


@roster.page(f"{HOME}/<id:number>", needs=MANAGE)
def one(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = queries.import_of(db.session(), of.agency_id, number) or abort(404)
    return _applied(of, found) if found.applied_at else _preview(of, found, ApplyForm())


def _preview(of: AgencyName, found: ImportRow, form: ApplyForm) -> str:
    plan = _plan(of, found)
    start = request.args.get("start", default=0, type=int)
    start = min(max(start, 0), MOST_POSITION)
    end = start + pages.A_PAGE
    form.seen.data = plan.digest()
    page = pages.PreviewPage(
        title=pages.preview_title(plan),
        agency=of,
        number=found.number,
        filename=found.filename,
        lede=pages.preview_lede(plan),
        notices=plan.notices,
        figures=pages.figures(plan.counts),
        lines=tuple(pages.planned_line(one) for one in plan.listed[start:end]),
        new_teams=plan.new_teams,
        button=pages.apply_button(plan),
        ask=pages.ask_about_leavers(plan),
        form=form,
        previous_href=_at(of, found.number, max(0, start - pages.A_PAGE)) if start else None,
        next_href=_at(of, found.number, end) if end < len(plan.listed) else None,
    )
    return render_template("roster/preview.html", page=page)


def _plan(of: AgencyName, found: ImportRow) -> Plan:
    return actions.plan_of(
        db.session(), agency_id=of.agency_id, content=found.content or b"", today=today()
    )


def _at(of: AgencyName, number: int, start: int) -> str:
    return url_for(".one", agency=of.slug, number=number, start=start or None)


def _applied(of: AgencyName, found: ImportRow) -> str:
    after = request.args.get("after", default=0, type=int)
    after = min(max(after, 0), MOST_POSITION)
    rows = queries.changes_of(db.session(), found.number, after=after, most=pages.A_PAGE + 1)
    shown, is_more = rows[: pages.A_PAGE], len(rows) > pages.A_PAGE
    latest = queries.imports_of(db.session(), of.agency_id, most=IMPORTS_SHOWN)
    standing = [one.number for one in latest if not one.undone_at]
    page = pages.ImportPage(
        title=pages.import_title(found),
        agency=of,
        number=found.number,
        summary=pages.import_summary(found),
        figures=pages.figures(found.counts),
        lines=tuple(pages.done_line(one) for one in shown),
        may_undo=standing[:1] == [found.number],
        kept=tuple(found.counts.get("kept", ())),
        form=UndoForm(),
        next_href=url_for(".one", agency=of.slug, number=found.number, after=shown[-1].key)
        if is_more
        else None,
    )
    return render_template("roster/import.html", page=page)


@roster.page(f"{HOME}/<id:number>.<any(csv, xlsx):kind>", needs=MANAGE)
def lines(agency: str, number: int, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = queries.import_of(db.session(), of.agency_id, number) or abort(404)
    if found.applied_at:
        rows = queries.changes_of(db.session(), number, after=0, most=MOST_POSITION)
        shown = [pages.done_line(row) for row in rows]
    else:
        shown = [pages.planned_line(row) for row in _plan(of, found).listed]
    return files.lines_file(shown, kind, name=f"{agency}-roster-import-{number}")


@roster.page(f"{HOME}/<id:number>/apply", needs=MANAGE, methods=("POST",))
def apply(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    queries.import_of(db.session(), of.agency_id, number) or abort(404)
    form = ApplyForm()
    if not form.validate():
        abort(400)
    try:
        actions.apply(
            db.session(),
            agency_id=of.agency_id,
            number=number,
            seen=form.seen.data or "",
            confirm_leavers=form.confirm_leavers.data,
            actor_id=g.actor.person_id,
            now=now(),
            today=today(),
        )
    except (actions.RosterError, SheetFileError) as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one", agency=agency, number=number), 303)


@roster.page(f"{HOME}/<id:number>/undo", needs=MANAGE, methods=("POST",))
def undo(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    queries.import_of(db.session(), of.agency_id, number) or abort(404)
    if not UndoForm().validate():
        abort(400)
    try:
        actions.undo(db.session(), number=number, actor_id=g.actor.person_id, now=now())
    except actions.RosterError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one", agency=agency, number=number), 303)


def _filename(given: str | None) -> str:
    """The file's own name, as it may be printed: no folders, nothing invisible."""
    try:
        return clean_name(PurePath((given or "").replace("\\", "/")).name)
    except IdentityError:
        return "roster"
