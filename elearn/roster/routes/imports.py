"""One import: what its file would do, that it is being applied, what it did."""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.gateways.sheets import HeadingsError, Line, SheetFileError
from elearn.operations.heartbeat import is_fresh
from elearn.records.places import AgencyName
from elearn.roster import actions, files, queries
from elearn.roster.feature import EITHER_FILE, IMPORTS_SHOWN, MANAGE, MOST_POSITION, ONE, roster
from elearn.roster.forms import ApplyForm, UndoForm
from elearn.roster.pages import imports as pages
from elearn.roster.pages.lines import A_PAGE, done_line, figures, planned_line
from elearn.roster.plan import Plan
from elearn.roster.queries import ImportRow, JobRow
from elearn.web.clock import now, today
from elearn.web.places import whole_agency

LOOK_AGAIN_SECONDS = 2
LOOKED_AT_FOR = timedelta(minutes=10)  # a page left open must not keep its session alive for ever
A_BREATH = 500  # lines


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
    start = request.args.get("start", default=0, type=int)
    start = min(max(start, 0), MOST_POSITION)
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
        db.session(), agency_id=of.agency_id, content=content, today=today(), watch=breathing
    )


def breathing(lines: Sequence[Line]) -> Iterator[Line]:
    """The same lines, with a moment now and then in which this process answers somebody else.
    Only where nothing is locked, that is in a GET."""
    for number, line in enumerate(lines, 1):
        if number % A_BREATH == 0:
            time.sleep(0)
        yield line


def _at(of: AgencyName, number: int, start: int) -> str:
    return url_for(".one", agency=of.slug, number=number, start=start or None)


def _waiting(of: AgencyName, found: ImportRow, job: JobRow) -> ResponseReturnValue:
    """How far it is; the page asks again by itself, also without a script."""
    form = ApplyForm()
    form.seen.data = job.seen
    page = pages.WaitingPage(
        title=f"Import {found.number} is being applied",
        agency=of,
        number=found.number,
        filename=found.filename,
        words=pages.waiting_words(job),
        done=job.done,
        total=job.total,
        no_worker=not is_fresh(db.session(), name="worker", now=now()),
        confirmed=job.confirm_leavers,
        form=form,
    )
    response = make_response(render_template("roster/waiting.html", page=page))
    if now() - job.queued_at < LOOKED_AT_FOR:
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


def _applied(of: AgencyName, found: ImportRow) -> str:
    after = request.args.get("after", default=0, type=int)
    after = min(max(after, 0), MOST_POSITION)
    rows = queries.changes_of(db.session(), found.number, after=after, most=A_PAGE + 1)
    shown, is_more = rows[:A_PAGE], len(rows) > A_PAGE
    latest = queries.imports_of(db.session(), of.agency_id, most=IMPORTS_SHOWN)
    standing = [one.number for one in latest if not one.undone_at]
    page = pages.ImportPage(
        title=pages.import_title(found),
        agency=of,
        number=found.number,
        summary=pages.import_summary(found),
        figures=figures(found.counts),
        lines=tuple(done_line(one) for one in shown),
        may_undo=standing[:1] == [found.number],
        kept=tuple(found.counts.get("kept", ())),
        form=UndoForm(),
        next_href=url_for(".one", agency=of.slug, number=found.number, after=shown[-1].key)
        if is_more
        else None,
    )
    return render_template("roster/import.html", page=page)


@roster.page(f"{ONE}.{EITHER_FILE}", needs=MANAGE)
def lines(agency: str, number: int, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = queries.import_of(db.session(), of.agency_id, number) or abort(404)
    if found.applied_at:
        rows = queries.changes_of(db.session(), number, after=0, most=MOST_POSITION)
        shown = [done_line(row) for row in rows]
    else:
        try:
            shown = [planned_line(row) for row in _plan(of, found).listed]
        except SheetFileError as error:
            return _elsewhere(of, found, error)
    return files.lines_file(shown, kind, name=f"{agency}-roster-import-{number}")
