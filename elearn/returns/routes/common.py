"""What the pages of self-assessments have in common: the year in the address, a return's facts."""

from flask import abort

from elearn.extensions import db
from elearn.returns.pages.answers import ReturnFacts
from elearn.returns.queries import assessments as queries
from elearn.web.clock import today

FIRST_YEAR = 2015  # of the Modern Slavery Act


def year_in_address(year: int) -> int:
    """A year there can be returns of, or 404."""
    if not FIRST_YEAR <= year <= today().year:
        abort(404)
    return year


def facts_of(agency_id: int, year: int) -> ReturnFacts:
    """Everything about an agency's return of a year, beside the year before's answers."""
    session = db.session()
    known = {one.year: one for one in queries.returns_of(session, agency_id=agency_id)}
    row, earlier = known.get(year), known.get(year - 1)
    before = (
        queries.answers(session, earlier.assessment_id) if earlier and earlier.is_signed else {}
    )
    if row is None:
        return ReturnFacts(before=before)
    number = row.assessment_id
    return ReturnFacts(
        row=row,
        answers=queries.answers(session, number),
        moderations=queries.moderations(session, number),
        acts=queries.acts(session, number),
        before=before,
        saves=queries.saves(session, number),
    )
