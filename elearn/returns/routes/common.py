"""What the pages of self-assessments have in common: the year in the address, a return's facts."""

from collections.abc import Mapping
from dataclasses import replace

from flask import abort

from elearn.extensions import db
from elearn.records.sharing import SOMEBODY, shares_names
from elearn.returns.pages.answers import ReturnFacts
from elearn.returns.queries import assessments as queries
from elearn.returns.queries.assessments import AnswerRow
from elearn.web.clock import today

SIGNED = "signed"
FIRST_YEAR = 2015  # of the Modern Slavery Act


def year_in_address(year: int) -> int:
    """A year there can be returns of, or 404."""
    if not FIRST_YEAR <= year <= today().year:
        abort(404)
    return year


def facts_of(agency_id: int, year: int, *, by_partnership: bool = False) -> ReturnFacts:
    """Everything about an agency's return of a year, beside the year before's answers; names as
    the partnership may see them, if it is the partnership that reads."""
    session = db.session()
    known = {one.year: one for one in queries.returns_of(session, agency_id=agency_id)}
    row, earlier = known.get(year), known.get(year - 1)
    before = (
        queries.answers(session, earlier.assessment_id) if earlier and earlier.is_signed else {}
    )
    if row is None:
        return ReturnFacts(before=before)
    number = row.assessment_id
    facts = ReturnFacts(
        row=row,
        answers=queries.answers(session, number),
        moderations=queries.moderations(session, number),
        acts=queries.acts(session, number),
        before=before,
        saves=queries.saves(session, number),
    )
    return _unnamed(facts) if by_partnership and not shares_names(session, agency_id) else facts


def _unnamed(facts: ReturnFacts) -> ReturnFacts:
    """The same without the names of the agency's people. Whoever opened a return again is of the
    partnership."""
    row = facts.row
    return replace(
        facts,
        row=replace(row, signed_by=row.signed_by and SOMEBODY) if row else None,
        answers=_by_somebody(facts.answers),
        before=_by_somebody(facts.before),
        acts=tuple(
            replace(one, by=one.by and SOMEBODY) if one.state.value == SIGNED else one
            for one in facts.acts
        ),
    )


def _by_somebody(answers: Mapping[int, AnswerRow]) -> dict[int, AnswerRow]:
    return {
        number: replace(one, answered_by=one.answered_by and SOMEBODY)
        for number, one in answers.items()
    }
