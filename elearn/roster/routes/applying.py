"""The word to apply an import, at once or in the background, and the word to undo it."""

from flask import abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.gateways.sheets import SheetFileError
from elearn.records.places import AgencyName
from elearn.roster import actions, queries
from elearn.roster.feature import MANAGE, ONE, roster
from elearn.roster.forms import ApplyForm
from elearn.roster.queries import ImportRow
from elearn.web.clock import now, today
from elearn.web.forms import TokenForm
from elearn.web.imports import is_for_the_worker
from elearn.web.places import whole_agency


@roster.page(f"{ONE}/apply", needs=MANAGE, methods=("POST",))
def apply(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = queries.import_of(db.session(), of.agency_id, number) or abort(404)
    form = ApplyForm()
    if not form.validate():
        abort(400)
    try:
        if is_for_the_worker(found.counts.get("lines", 0)):
            _ask_for(found, form)
        else:
            _apply(of, found, form)
    except (actions.RosterError, SheetFileError) as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one", agency=agency, number=number), 303)


def _ask_for(found: ImportRow, form: ApplyForm) -> None:
    actions.ask_for(
        db.session(),
        number=found.number,
        seen=form.seen.data or "",
        confirm_leavers=form.confirm_leavers.data,
        lines=found.counts["lines"],
        actor_id=g.actor.person_id,
        now=now(),
    )


def _apply(of: AgencyName, found: ImportRow, form: ApplyForm) -> None:
    """Apply it now, and let whoever waits for the worker know."""
    people = _people(of, found) if found.content else None
    actions.apply(
        db.session(),
        agency_id=of.agency_id,
        number=found.number,
        seen=form.seen.data or "",
        confirm_leavers=form.confirm_leavers.data,
        actor_id=g.actor.person_id,
        now=now(),
        today=today(),
        people=people,
    )
    actions.job_done(db.session(), number=found.number, now=now())


def _people(of: AgencyName, found: ImportRow) -> actions.People:
    """The file read, while no lock is held."""
    names = queries.names_of(db.session(), of.agency_id)
    choices = queries.choices_of(db.session(), of.agency_id)
    db.session().rollback()
    return actions.read_people(found.content or b"", names, choices)


@roster.page(f"{ONE}/undo", needs=MANAGE, methods=("POST",))
def undo(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    queries.import_of(db.session(), of.agency_id, number) or abort(404)
    if not TokenForm().validate():
        abort(400)
    try:
        actions.undo(db.session(), number=number, actor_id=g.actor.person_id, now=now())
    except actions.RosterError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one", agency=agency, number=number), 303)
