"""What every staff page begins with, and what a refusal ends with."""

from typing import Any

from flask import abort, g, request

from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.staff.actions.rows import StaffError
from elearn.staff.by import By
from elearn.staff.queries.people import Someone, someone_here
from elearn.web.clock import now, today

LONGEST_SEARCH = 100


def by() -> By:
    """Who asks, and when."""
    return By(g.actor.person_id, now(), today())


def someone(of: AgencyName, person: str) -> Someone:
    """The person of the address, or 404 unless they are this agency's."""
    return someone_here(db.session(), person, of.agency_id, now=now(), today=today()) or abort(404)


def refused(form: Any, error: StaffError) -> None:
    """Show a refusal at the field it is about, and forget what was begun."""
    db.session.rollback()
    if error.field in form:
        form[error.field].errors = [str(error)]
    else:
        form.form_errors = [str(error)]


def words() -> str:
    """What was typed into the search box, as far as it can be looked for."""
    typed = request.args.get("q", "")
    return " ".join("".join(one for one in typed if one.isprintable()).split())[:LONGEST_SEARCH]
