"""The self-assessments of the demonstration: most signed, one under way, some missing."""

import pytest
from sqlalchemy import func, select

from elearn.domain.assessment import is_whole
from elearn.models import Agency, AssessmentAnswer, AssessmentModeration, SelfAssessment

pytestmark = pytest.mark.any_database  # what was invented, not how it is kept


def test_the_returns_are_those_of_a_real_year(demonstration):
    rows = demonstration.execute(
        select(Agency.slug, SelfAssessment).join(Agency, Agency.id == SelfAssessment.agency_id)
    ).all()
    found = {(slug, row.year): row for slug, row in rows}
    years = sorted({year for _, year in found})
    assert len(years) == 2
    council = "aldermouth-city-council"
    assert found[council, years[0]].state.value == "signed"
    assert found[council, years[1]].state.value == "open"
    assert ("harbour-homes", years[1]) not in found
    assert not {"port-of-aldermouth", "skerray-community-trust"} & {slug for slug, _ in found}
    for row in found.values():
        answered = demonstration.scalars(
            select(AssessmentAnswer.question).filter_by(assessment_id=row.id)
        ).all()
        assert is_whole(answered) == (row.signed_at is not None)
    assert demonstration.scalar(select(func.count(AssessmentModeration.id))) > 0
