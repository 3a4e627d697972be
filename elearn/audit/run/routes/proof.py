"""The proof of an edition: its seal, its lineage, what came late, and counting it again."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.queries.late import late_facts
from elearn.audit.routes.feature import RUN_AUDIT, audit, find, opened
from elearn.audit.run import queries
from elearn.audit.run.actions import RECOUNT, RunError, ask_for, recount_now
from elearn.audit.run.pages.proof import proof_page
from elearn.audit.run.routes.found import by, find_run, has_worker, home, is_for_the_worker
from elearn.extensions import db
from elearn.web.clock import now
from elearn.web.imports import LOOK_AGAIN_SECONDS, LOOKED_AT_FOR


@audit.page("/audits/<id:audit>/proof", needs=RUN_AUDIT)
def proof(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    edition, session = found.edition, db.session()
    job = queries.jobs(session, audit).get(RECOUNT)
    run = find_run(audit)
    page = proof_page(
        found,
        run,
        late=late_facts(session, on=edition.as_of, frozen_at=edition.frozen_at),
        job=job,
        href=home,
        no_worker=bool(job and job.is_running and not has_worker()),
    )
    response = make_response(render_template("audit/proof.html", page=page))
    if page.counting and job and now() - job.asked_at < LOOKED_AT_FOR:
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


@audit.page("/audits/<id:audit>/recount", needs=RUN_AUDIT, methods=("POST",))
def count_again(audit: int) -> ResponseReturnValue:
    """Count the day again: here, or by the worker where it takes long and there is one."""
    find(audit)
    try:
        if is_for_the_worker():
            ask_for(db.session(), audit_id=audit, kind=RECOUNT, by=by())
        else:
            recount_now(db.session(), audit_id=audit, by=by())
    except RunError as error:
        flash(str(error))
    return redirect(url_for(".proof", audit=audit, _anchor="again"), 303)
