"""An agency's switch: whether the partnership may see its people's names."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.privacy import pages, queries
from elearn.privacy.actions.settings import share_names
from elearn.privacy.feature import OF_AGENCY, privacy
from elearn.privacy.forms import NamesForm
from elearn.web.clock import now
from elearn.web.guard import scope


@privacy.page("/agencies/<slug:agency>/names", needs=OF_AGENCY, methods=("GET", "POST"), fresh=True)
def names(agency: str) -> ResponseReturnValue:
    session = db.session()
    agency_id = queries.agency_id(session, agency)
    if agency_id is None or not scope().covers_agency(agency_id):
        abort(404)
    (stands,) = queries.sharing(session, agency_id)
    form = NamesForm()
    if form.validate_on_submit():
        changed = share_names(
            session,
            agency_id=agency_id,
            is_on=form.share.data == "yes",
            reason=form.reason.data or "",
            actor_id=g.actor.person_id,
            now=now(),
        )
        flash("Saved. It holds from now on." if changed else "It was so already.")
        return redirect(url_for(".names", agency=agency), 303)
    if not form.is_submitted():
        form.share.data = "yes" if stands.is_on else "no"
    title = "Names are shared with the partnership" if stands.is_on else "Names stay in your agency"
    page = pages.NamesPage(title, stands, pages.since(stands), form)
    return render_template("privacy/names.html", page=page), 422 if form.errors else 200
