"""The end of a run: frozen here or in the background, published, restated, or cancelled."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.routes.feature import RUN_AUDIT, audit, find
from elearn.audit.run import queries
from elearn.audit.run.actions import (
    FREEZE,
    RunError,
    ask_for,
    cancel,
    freeze_now,
    publish,
    restate,
)
from elearn.audit.run.facts import Run
from elearn.audit.run.forms import RestateForm, one_line
from elearn.audit.run.pages.closing import RestatePage, cancel_page, freeze_page
from elearn.audit.run.pages.wall import answers
from elearn.audit.run.routes.found import by, find_run, has_worker, home, is_for_the_worker
from elearn.extensions import db
from elearn.web.clock import now, today


@audit.page("/audits/<id:audit>/freeze", needs=RUN_AUDIT, methods=("GET", "POST"))
def freeze_run(audit: int) -> ResponseReturnValue:
    """Who has not signed, and then freezing: here, or by the worker where it takes long."""
    run = find_run(audit)
    if run.is_over:
        return redirect(home(audit), 303)
    if request.method == "GET":
        asked = queries.asked(db.session(), audit, today=today(), now=now())
        page = freeze_page(run, answers(run, asked, today()), may=run.as_of <= today())
        return render_template("audit/run_freeze.html", page=page)
    try:
        freeze_here_or_there(audit)
    except RunError as error:
        flash(str(error))
    return redirect(home(audit), 303)


def freeze_here_or_there(audit_id: int) -> None:
    """Freeze at once, or have the worker do it where it takes long and there is one. Raises
    RunError where it cannot be frozen."""
    job = queries.freezing(db.session(), audit_id)
    if job is not None and job.is_running and has_worker():
        return
    if is_for_the_worker():
        ask_for(db.session(), audit_id=audit_id, kind=FREEZE, by=by())
    else:
        freeze_now(db.session(), audit_id=audit_id, by=by())


@audit.page("/audits/<id:audit>/publish", needs=RUN_AUDIT, methods=("POST",))
def publish_edition(audit: int) -> ResponseReturnValue:
    find(audit)
    try:
        publish(db.session(), audit_id=audit, by=by())
    except RunError as error:
        flash(str(error))
    return redirect(url_for(".proof", audit=audit), 303)


@audit.page("/audits/<id:audit>/restate", needs=RUN_AUDIT, methods=("GET", "POST"))
def restate_edition(audit: int) -> ResponseReturnValue:
    """The cause, and then the edition that takes the place of this one, frozen like any other."""
    edition = find(audit)
    form = RestateForm()
    page = RestatePage(edition, f"Training audit: {edition.name}", form)
    if request.method == "GET":
        if find_run(audit).successor:
            return redirect(url_for(".proof", audit=audit), 303)
        return render_template("audit/run_restate.html", page=page)
    if not form.validate_on_submit():
        return render_template("audit/run_restate.html", page=page), 400
    cause = one_line(form.cause.data)
    try:
        number = restate(db.session(), audit_id=audit, cause=cause, by=by())
        freeze_here_or_there(number)
    except RunError as error:
        flash(str(error))
        return redirect(url_for(".proof", audit=audit), 303)
    return redirect(home(number), 303)


@audit.page("/audits/<id:audit>/cancel", needs=RUN_AUDIT, methods=("GET", "POST"))
def cancel_run(audit: int) -> ResponseReturnValue:
    run: Run = find_run(audit)
    if run.is_frozen:
        abort(404)
    if request.method == "GET":
        return render_template("audit/run_cancel.html", page=cancel_page(run))
    try:
        cancel(db.session(), audit_id=audit, by=by())
    except RunError as error:
        flash(str(error))
    return redirect(home(audit), 303)
