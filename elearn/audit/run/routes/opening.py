"""Opening a run that asks agencies first."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn.audit.routes.feature import RUN_AUDIT, audit
from elearn.audit.run import queries
from elearn.audit.run.actions import collect, open_run
from elearn.audit.run.forms import OpenForm, one_line
from elearn.audit.run.pages.opening import OpenPage
from elearn.audit.run.routes.found import by, home
from elearn.audit.run.ruling import rules_for_new
from elearn.domain.dates import typed_date, uk_date
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.sender import sender


@audit.page("/audits/new/run", needs=RUN_AUDIT, methods=("GET", "POST"))
def open_new() -> ResponseReturnValue:
    """A name, two dates and a scope. Opened only, or opened and asked in one go."""
    found = queries.choices(db.session(), on=today())
    form = OpenForm(today=today()).offer(
        areas=found.areas, agencies=found.agencies, roles=found.roles, modules=found.modules
    )
    if request.method == "GET":
        form.name.data = f"As at {uk_date(today())}"
        form.census_date.data = typed_date(today())
        return render_template("audit/run_open.html", page=OpenPage(form))
    if not form.validate_on_submit():
        return render_template("audit/run_open.html", page=OpenPage(form)), 400
    act = request.form.get("act", "open")
    if act not in ("open", "ask"):
        abort(400)
    number = open_run(
        db.session(),
        name=one_line(form.name.data),
        as_of=form.day,
        return_by=form.last_day,
        scope=form.scope,
        rules=rules_for_new(db.session(), form.day),
        by=by(),
    )
    if act == "ask" and queries.partners(db.session(), form.scope, on=form.day):
        collect(db.session(), audit_id=number, sender=sender(), by=by())
    return redirect(home(number), 303)
