"""What the coordinator says for the annual report, and what was reached on Anti-Slavery Day."""

from datetime import UTC, date, datetime

import pytest

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF
from elearn.audit.queries import editions as queries
from elearn.audit.reports.queries import around
from elearn.domain.suppression import Audience
from elearn.models import TrailEntry

pytestmark = pytest.mark.any_database
LATER = date(2026, 11, 1)
SAID = {
    "staffing_figure": "1.5 posts",
    "staffing_words": "One is vacant since May.",
    "staffing_source": "Head of community safety",
    "staffing_on": "1/9/2026",
}


@pytest.fixture
def edition(session, partnership):
    SHELF.clear()
    partnership.handlers(12, done_on=date(2026, 10, 12))
    partnership.handlers(3, done_on=date(2026, 10, 26))
    audit = freeze(session, name="Autumn", as_of=LATER, now=datetime.now(UTC), by=None)
    session.commit()
    return queries.edition(session, audit.id)


def test_the_week_on_either_side_of_anti_slavery_day_is_counted(session, edition):
    found = around(session, edition, audience=Audience.PARTNERSHIP).reach
    assert (found.since, found.until) == (date(2026, 10, 11), date(2026, 10, 25))
    assert (found.people, found.completions, found.briefings) == (12, 12, 0)
    assert found.came == 0


def test_what_is_said_is_printed_with_its_source_and_day_and_the_rest_as_not_said(
    visitor, make, session, edition
):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    place = f"/audits/{edition.id}/report/board"
    assert "Not said." in coordinator.page(f"/audits/{edition.id}/report/annual").get_text()
    for _ in range(2):  # the second time changes nothing
        assert coordinator.post(place, data=SAID).status_code == 303
    said = coordinator.page(f"/audits/{edition.id}/report/annual").get_text()
    printed = "1.5 posts. One is vacant since May. Source: Head of community safety, 1 September"
    assert printed in said
    assert "12 people finished training" in said
    assert "Not said." in said
    acts = session.query(TrailEntry).filter(TrailEntry.action == "audit.said-for-board").count()
    assert acts == 1
    assert coordinator.post(place, data=dict.fromkeys(SAID, "")).status_code == 303
    assert "1.5 posts" not in coordinator.page(f"/audits/{edition.id}/report/annual").get_text()


def test_what_is_said_needs_a_source_and_a_day_that_has_come(visitor, make, edition):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    wrong = SAID | {"staffing_source": "", "staffing_on": "1/9/2099"}
    answer = coordinator.post(f"/audits/{edition.id}/report/board", data=wrong)
    assert answer.status_code == 422
    assert "Say who says so" in answer.get_data(as_text=True)
    assert "Take a day that has come" in answer.get_data(as_text=True)
