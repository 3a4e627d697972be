"""A joiner, put on record by hand."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.identity import canonical_email
from elearn.extensions import db, limiter
from elearn.records.places import AgencyName
from elearn.staff.actions.joining import HereAlreadyError, Joined, Joiner, LookAlikeError, join
from elearn.staff.actions.rows import StaffError
from elearn.staff.feature import HOME, MANAGE, staff
from elearn.staff.forms import JoinerForm, clean
from elearn.staff.pages.shapes import FormPage
from elearn.staff.pages.words import waiting_cells
from elearn.staff.queries.offers import waiting_offers
from elearn.staff.queries.places import Places, places
from elearn.staff.routes.common import by, refused
from elearn.web.clock import now
from elearn.web.places import whole_agency
from elearn.web.sender import sender

FIELDS: tuple[str, ...] = ("name", "email", "staff_number", "role", "team", "start")
LEDE = (
    "For one person between two lists. When your next list has the same staff number or address, "
    "we know that it is them."
)
DONE = {
    Joined.NEW: "{} is on record.",
    Joined.BACK: "{} is back. Their training record goes on where it was.",
}
ASKED = {
    Joined.ASKED: "Somebody with this e-mail address works for another agency. We have written to "
    "them: when they say that they work for you too, they stand in your list.",
    Joined.WAITING: "Somebody with this e-mail address works for another agency. We have written "
    "to them before, and they have not answered yet.",
}


@staff.page(f"{HOME}/people/new", needs=MANAGE, methods=("GET", "POST"))
@limiter.limit("120 per hour", methods=["POST"])
def joiner(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    offered = places(db.session(), of.agency_id)
    form = JoinerForm()
    form.offer(offered)
    fields, href = FIELDS, ""
    if form.validate_on_submit():
        try:
            return _put_on_record(of, form, offered)
        except LookAlikeError as error:
            refused(form, error)
            fields = (*FIELDS, "somebody_else")
        except HereAlreadyError as error:
            refused(form, error)
            href = url_for(".manage", agency=agency, person=error.public_id)
        except StaffError as error:
            refused(form, error)
    page = FormPage(
        title="Add somebody",
        agency=of,
        back=f"Back to the people of {of.name}",
        back_href=url_for("agency.people", agency=agency),
        lede=LEDE,
        form=form,
        fields=fields,
        button="Put on record",
        person_href=href,
        waiting=waiting_cells(waiting_offers(db.session(), of.agency_id, now())),
    )
    return render_template("staff/joiner.html", page=page), 422 if form.errors else 200


def _put_on_record(of: AgencyName, form: JoinerForm, offered: Places) -> ResponseReturnValue:
    email = (form.email.data or "").strip()
    name = clean(form.name.data)
    outcome = join(
        db.session(),
        agency_id=of.agency_id,
        joiner=Joiner(
            name=name,
            email=canonical_email(email) if email else None,
            staff_number=clean(form.staff_number.data) or None,
            role_id=offered.role_id(form.role.data),
            team_id=offered.team_id(form.team.data),
            start=form.start.given,
        ),
        is_somebody_else=form.somebody_else.data,
        sender=sender(),
        by=by(),
    )
    if outcome.public_id is None:
        flash(ASKED[outcome.joined])
        return redirect(url_for(".joiner", agency=of.slug), 303)
    flash(DONE[outcome.joined].format(name))
    return redirect(url_for(".manage", agency=of.slug, person=outcome.public_id), 303)
