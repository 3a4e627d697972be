"""The agency in an address, for the pages that are about the whole of it."""

from flask import abort

from elearn.extensions import db
from elearn.records.places import AgencyName, agency_by_slug
from elearn.web.guard import scope


def whole_agency(slug: str) -> AgencyName:
    """The agency of that slug, or 404 unless the whole of it is in the actor's scope."""
    found = agency_by_slug(db.session(), slug)
    if found is None or not scope().covers_agency(found.agency_id):
        abort(404)
    return found
