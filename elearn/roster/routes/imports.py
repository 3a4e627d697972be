"""One import: what its file would do, that it is being applied, what it did."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.gateways.sheets import HeadingsError, SheetFileError
from elearn.operations.import_jobs import JobRow
from elearn.records.places import AgencyName
from elearn.roster import actions, files, queries
from elearn.roster.feature import EITHER_FILE, IMPORTS_SHOWN, MANAGE, ONE, roster
from elearn.roster.forms import ApplyForm
from elearn.roster.pages import imports as pages
from elearn.roster.pages.lines import done_line, figures, planned_line
from elearn.roster.plan import Plan
from elearn.roster.queries import ImportRow
from elearn.web import imports
from elearn.web.clock import today
from elearn.web.forms import TokenForm
from elearn.web.imports import A_PAGE
from elearn.web.places import whole_agency


@roster.page(ONE, needs=MANAGE)
def one(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = queries.import_of(db.session(), of.agency_id, number) or abort(404)
    if found.applied_at:
        return _applied(of, found)
    if found.job is not None and found.job.is_running:
        return _waiting(of, found, found.job)
    try:
        return _preview(of, found)
    except SheetFileError as error:
        return _elsewhere(of, found, error)


def _elsewhere(of: AgencyName, found: ImportRow, error: SheetFileError) -> ResponseReturnValue:
    """Where to go with a file that cannot be read as it is: its columns are said first."""
    if isinstance(error, HeadingsError):
        return redirect(url_for(".columns", agency=of.slug, number=found.number))
    flash(str(error))
    return redirect(url_for(".home", agency=of.slug))


def _preview(of: AgencyName, found: ImportRow) -> str:
    plan = _plan(of, found)
    start = imports.position("start")
    end = start + A_PAGE
    form = ApplyForm()
    form.seen.data = plan.digest()
    page = pages.PreviewPage(
        title=pages.preview_title(plan),
        agency=of,
        number=found.number,
        filename=found.filename,
        lede=pages.preview_lede(plan),
        failed=found.job.sentence if found.job else "",
        notices=plan.notices,
        unknown_titles=pages.unknown_titles(plan),
        has_titles=bool(plan.titles.unknown or plan.titles.said),
        figures=figures(plan.counts),
        lines=tuple(planned_line(one) for one in plan.listed[start:end]),
        new_teams=plan.new_teams,
        button=pages.apply_button(plan),
        ask=pages.ask_about_leavers(plan),
        form=form,
        previous_href=_at(of, found.number, max(0, start - A_PAGE)) if start else None,
        next_href=_at(of, found.number, end) if end < len(plan.listed) else None,
    )
    return render_template("roster/preview.html", page=page)


def _plan(of: AgencyName, found: ImportRow) -> Plan:
    content = found.content or b""
    return actions.plan_of(
        db.session(),
        agency_id=of.agency_id,
        content=content,
        today=today(),
        watch=imports.breathing,
    )


def _at(of: AgencyName, number: int, start: int) -> str:
    return url_for(".one", agency=of.slug, number=number, start=start or None)


def _places(of: AgencyName, number: int) -> imports.Places:
    return imports.places(of.slug, number, label=f"Roster of {of.name}")


def _waiting(of: AgencyName, found: ImportRow, job: JobRow) -> ResponseReturnValue:
    return imports.waiting_page(
        title=f"Import {found.number} is being applied",
        places=_places(of, found.number),
        filename=found.filename,
        job=job,
        form=ApplyForm(),
    )


def _applied(of: AgencyName, found: ImportRow) -> str:
    rows = queries.changes_of(
        db.session(), found.number, after=imports.position("after"), most=A_PAGE + 1
    )
    shown, is_more = rows[:A_PAGE], len(rows) > A_PAGE
    latest = queries.imports_of(db.session(), of.agency_id, most=IMPORTS_SHOWN)
    standing = [one.number for one in latest if not one.undone_at]
    page = imports.DonePage(
        title=imports.import_title(found, pages.done_words(found)),
        places=_places(of, found.number),
        summary=imports.import_summary(found, by="a command", undone=""),
        figures=figures(found.counts),
        lines=tuple(done_line(one) for one in shown),
        caption="What it did, person by person",
        last="What is different, or what to do",
        look=("Look at your people", url_for("agency.people", agency=of.slug)),
        may_undo=standing[:1] == [found.number],
        kept=tuple(found.counts.get("kept", ())),
        form=TokenForm(),
        next_href=url_for(".one", agency=of.slug, number=found.number, after=shown[-1].key)
        if is_more
        else None,
    )
    return render_template("imports/done.html", page=page)


@roster.page(f"{ONE}.{EITHER_FILE}", needs=MANAGE, fresh=True)
def lines(agency: str, number: int, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = queries.import_of(db.session(), of.agency_id, number) or abort(404)
    if found.applied_at:
        rows = queries.changes_of(db.session(), number, after=0, most=imports.MOST_POSITION)
        shown = [done_line(row) for row in rows]
    else:
        try:
            shown = [planned_line(row) for row in _plan(of, found).listed]
        except SheetFileError as error:
            return _elsewhere(of, found, error)
    return files.lines_file(shown, kind, name=f"{agency}-roster-import-{number}")
