"""Knowledge in two editions: what clearly changed, and what a reader of both may not see."""

from datetime import UTC, date, datetime, timedelta

import pytest

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.changed.knowledge import BETTER, TOO_FEW, knowledge_changes, of_agencies
from elearn.audit.editions import SHELF, read
from elearn.audit.queries.editions import edition as find
from elearn.audit.words import HIDDEN
from elearn.domain.suppression import Audience
from tests.integration.audit.conftest import ON

pytestmark = pytest.mark.any_database
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
SPRING = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


def frozen(session, on):
    audit = freeze(session, name=f"As at {on}", as_of=on, now=NOW, by=None)
    session.commit()
    return audit.id


def changes(session, first, second):
    before, after = (
        read(session, find(session, one), audience=Audience.PARTNERSHIP, now=NOW)
        for one in (first, second)
    )
    return knowledge_changes(before, after)


def test_an_agency_that_clearly_knows_more_is_named_with_its_interval(
    session, partnership, visitor, make
):
    for person in partnership.handlers(20, done_on=date(2025, 1, 1)):
        partnership.answers(person, [False] * 4, on=SPRING)
    first = frozen(session, SPRING)
    for person in partnership.handlers(20, done_on=date(2026, 1, 1)):
        partnership.answers(person, [True] * 4)
    second = frozen(session, ON)
    [council] = of_agencies(changes(session, first, second))
    assert (council.before, council.now, council.reading) == (0.0, 100.0, BETTER)
    assert council.low > 0
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    page = coordinator.page(f"/audits/{second}/changes").get_text()
    assert "Agencies whose knowledge of a topic clearly changed" in page
    told = coordinator.get(f"/audits/{second}/changes-of-knowledge.csv").get_data(as_text=True)
    assert "City Council" in told


def test_editions_shortly_after_one_another_do_not_tell_of_two_people(session, partnership):
    for person in partnership.handlers(20, done_on=date(2026, 1, 1)):
        partnership.answers(person, [True] * 4, on=ON - timedelta(days=5))
    first = frozen(session, ON - timedelta(days=1))
    for person in partnership.handlers(2, done_on=date(2026, 1, 1)):
        partnership.answers(person, [True] * 4)
    found = changes(session, first, frozen(session, ON))
    assert found
    assert {one.reading for one in found} <= {HIDDEN, TOO_FEW}
    assert all(one.change is None for one in found)
