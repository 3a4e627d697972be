"""What a report of a few people leaves out."""

from datetime import UTC, date, datetime

import pytest

from elearn.audit.actions import freeze
from elearn.audit.queries import editions as queries
from elearn.audit.reports.loading import given_for, opened_with_previous
from elearn.domain.suppression import Audience
from tests.integration.audit.conftest import ON

pytestmark = pytest.mark.any_database


def test_few_completions_are_not_told(session, partnership):
    partnership.handlers(20)
    partnership.handlers(3, done_on=date(2026, 9, 1))
    now = datetime.now(UTC)
    audit = freeze(session, name="Small", as_of=ON, now=now, by=None)
    edition = queries.edition(session, audit.id)
    opened, before = opened_with_previous(
        session, edition, None, audience=Audience.PARTNERSHIP, now=now
    )
    given = given_for(session, opened, before, partnership="Northmoor", today=date(2026, 10, 2))
    assert (given.beside.quarter.people, given.beside.quarter.completions) == (None, None)
