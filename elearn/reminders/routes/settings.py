"""What an agency switched on."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.reminders.actions.choosing import set_agency, tells_managers
from elearn.reminders.feature import CHASE, HOME, reminders
from elearn.reminders.forms import AgencyForm
from elearn.reminders.pages.lead import FormPage
from elearn.reminders.routes.common import office
from elearn.web.clock import now


@reminders.page(f"{HOME}/settings", needs=CHASE, methods=("GET", "POST"))
def settings(agency: str) -> ResponseReturnValue:
    here = office(agency)
    if not here.is_whole:
        abort(404)
    form = AgencyForm()
    if form.validate_on_submit():
        changed = set_agency(
            db.session(),
            agency_id=here.of.agency_id,
            tell_managers=form.tell_managers.data,
            actor_id=g.actor.person_id,
            now=now(),
        )
        flash("Saved." if changed else "It was so already.")
        return redirect(url_for(".home", agency=agency), 303)
    if not form.is_submitted():
        form.tell_managers.data = tells_managers(db.session(), here.of.agency_id)
    page = FormPage("Letters to managers", form, here.of)
    return render_template("reminders/settings.html", page=page), 422 if form.errors else 200
