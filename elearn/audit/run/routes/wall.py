"""A run before it is frozen: the progress wall, its files, and what the coordinator does there."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.routes.feature import RUN_AUDIT, audit
from elearn.audit.run import queries
from elearn.audit.run.actions import RunError, chase, collect, extend
from elearn.audit.run.facts import Answer, Job, Run
from elearn.audit.run.forms import ExtendForm
from elearn.audit.run.pages.closing import waiting_page
from elearn.audit.run.pages.wall import WALL, answers, chosen_rows, run_page, wall_filters
from elearn.audit.run.routes.found import by, find_run, has_worker, home
from elearn.audit.words import counted
from elearn.domain.dates import typed_date
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.imports import LOOK_AGAIN_SECONDS, LOOKED_AT_FOR
from elearn.web.sender import sender


def before_freezing(audit_id: int) -> ResponseReturnValue:
    """The page of a run that is not an edition yet, or 404."""
    run = find_run(audit_id)
    if run.is_frozen:
        abort(404)
    job = queries.freezing(db.session(), audit_id)
    if job is not None and job.is_running and run.cancelled_at is None:
        return _waiting(run, job)
    return _wall(run, job, ExtendForm(today=today()))


def _waiting(run: Run, job: Job) -> ResponseReturnValue:
    """How far freezing is; the page asks again by itself, also without a script."""
    page = waiting_page(run, job, no_worker=not has_worker())
    response = make_response(render_template("audit/run_waiting.html", page=page))
    if now() - job.asked_at < LOOKED_AT_FOR:
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


def _wall(run: Run, job: Job | None, form: ExtendForm) -> str:
    found = _answers(run)
    if request.method == "GET" and run.return_by:
        form.return_by.data = typed_date(run.return_by)
    page = run_page(
        run,
        found,
        wall_filters(found, request.args),
        job=job,
        form=form,
        today=today(),
    )
    return render_template("audit/run_wall.html", page=page)


def _answers(run: Run) -> list[Answer]:
    found = queries.asked(db.session(), run.id, today=today(), now=now())
    return answers(run, found, today())


@audit.page("/audits/<id:audit>.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def wall_file(audit: int, kind: str) -> ResponseReturnValue:
    run = find_run(audit)
    if run.is_frozen:
        abort(404)
    found = _answers(run)
    rows = chosen_rows(found, wall_filters(found, request.args))
    return download(WALL, rows, kind, name=f"audit-{audit}-progress")


@audit.page("/audits/<id:audit>/collect", needs=RUN_AUDIT, methods=("POST",))
def start_collecting(audit: int) -> ResponseReturnValue:
    find_run(audit)
    try:
        collect(db.session(), audit_id=audit, sender=sender(), by=by())
    except RunError as error:
        flash(str(error))
    return redirect(home(audit), 303)


@audit.page("/audits/<id:audit>/chase", needs=RUN_AUDIT, methods=("POST",))
def chase_late(audit: int) -> ResponseReturnValue:
    find_run(audit)
    try:
        letters, speechless = chase(db.session(), audit_id=audit, sender=sender(), by=by())
    except RunError as error:
        flash(str(error))
    else:
        flash(_chased(letters, speechless))
    return redirect(home(audit), 303)


def _chased(letters: int, speechless: int) -> str:
    said = f"{counted(letters, 'letter', 'letters')} written."
    if not letters:
        said = "Nobody was written to: those who are late had a letter today."
    if speechless:
        who = counted(speechless, "late agency has", "late agencies have")
        said = f"{said} {who} nobody to write to: give them a lead, or ring them."
    return said


@audit.page("/audits/<id:audit>/extend", needs=RUN_AUDIT, methods=("POST",))
def give_time(audit: int) -> ResponseReturnValue:
    run = find_run(audit)
    form = ExtendForm(today=today())
    if not form.validate_on_submit():
        if run.is_over:
            abort(404)
        return _wall(run, None, form), 400
    try:
        written = extend(
            db.session(), audit_id=audit, return_by=form.last_day, sender=sender(), by=by()
        )
    except RunError as error:
        flash(str(error))
    else:
        if written:
            flash(f"{counted(written, 'letter')} written: leads are told of the new day.")
    return redirect(url_for(".overview", audit=audit), 303)
