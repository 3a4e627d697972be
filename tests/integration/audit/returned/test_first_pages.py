"""The pages of returns while there are none."""

from datetime import UTC, datetime

import pytest

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from tests.integration.audit.conftest import ON

pytestmark = pytest.mark.any_database
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def words(page):
    return " ".join(page.get_text(" ").split())


def test_without_returns_the_pages_say_what_to_do_first(visitor, make, session, partnership):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    partnership.handlers(12)
    edition = freeze(session, name="Autumn 2026", as_of=ON, now=NOW, by=None)
    session.commit()
    page = words(coordinator.page(f"/audits/{edition.id}/returns"))
    assert "No agency has signed a self-assessment" in page
    assert "Ask each agency to answer its 21 questions" in page
    assert "Too few people have answered" in words(coordinator.page(f"/audits/{edition.id}/pulse"))
    assert "most of it is not held" in words(coordinator.page(f"/audits/{edition.id}/foi"))
