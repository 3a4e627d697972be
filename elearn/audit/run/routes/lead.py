"""What an audit asks of an agency: its lead's page, and their word for each task."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.audit.routes.feature import audit
from elearn.audit.run import queries
from elearn.audit.run.actions import RunError, confirm, sign
from elearn.audit.run.facts import Answer, Run, answer
from elearn.audit.run.pages.lead import Places, lead_page
from elearn.audit.run.routes.found import by
from elearn.domain.audit_tasks import TaskKind
from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.web.clock import now, today
from elearn.web.feature import Need
from elearn.web.places import whole_agency

ANSWER = Need(Permission.ANSWER_RETURN, at="agency")
HOME = "/agencies/<slug:agency>/audit"


@audit.page(HOME, needs=ANSWER)
def asked(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    page = lead_page(
        of,
        [_answered(run, of) for run in queries.asked_of(db.session(), of.agency_id)],
        last=queries.last_answered(db.session(), of.agency_id),
        places=Places(
            roster=url_for("roster.home", agency=agency),
            headcount=url_for("returns.headcount", agency=agency),
            evidence=url_for("evidence.home", agency=agency),
            assessment=url_for("returns.own", agency=agency),
        ),
        post=lambda number, what: url_for(".give_word", agency=agency, audit=number, what=what),
        today=today(),
    )
    return render_template("audit/run_lead.html", page=page)


def _answered(run: Run, of: AgencyName) -> tuple[Run, Answer]:
    [one] = queries.asked(db.session(), run.id, today=today(), now=now(), agency_id=of.agency_id)
    since = run.collecting_since or run.opened_at
    return run, answer(one, since=since, return_by=run.return_by, today=today())


@audit.page(
    f"{HOME}/<id:audit>/<any(people, elsewhere, sign):what>", needs=ANSWER, methods=("POST",)
)
def give_word(agency: str, audit: int, what: str) -> ResponseReturnValue:
    """The list is right, there is nothing to bring in, or all of it is signed."""
    of = whole_agency(agency)
    if audit not in {run.id for run in queries.asked_of(db.session(), of.agency_id)}:
        abort(404)
    kind = TaskKind(what)
    try:
        if kind is TaskKind.SIGN:
            sign(db.session(), audit_id=audit, agency_id=of.agency_id, by=by())
        else:
            confirm(db.session(), audit_id=audit, agency_id=of.agency_id, kind=kind, by=by())
    except RunError as error:
        flash(str(error))
    return redirect(url_for(".asked", agency=agency), 303)
