"""A page of an edition is drawn once, and is the same for whoever asks for the same."""

from datetime import UTC, date, datetime

import pytest

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import MOST_PAGES_KEPT, SHELF
from elearn.audit.queries.editions import edition as found_edition
from elearn.domain.suppression import Audience
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("kept pages")]

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
PAGES = (
    "",
    "/coverage",
    "/knowledge",
    "/knowledge/calibration",
    "/items",
    "/priorities",
    "/returns",
    "/referrals",
    "/pulse",
    "/foi",
    "/report/print",
    "/report/annual",
)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def build(make):
    partnership = new_partnership(make)
    for person in partnership.handlers(20, done_on=date(2026, 1, 1)):
        partnership.answers(person, [True] * 4, confidence=5)
    return partnership, freeze(make.session, name="Autumn 2026", as_of=ON, now=NOW, by=None)


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def edition(standing, session):
    return standing.made[1]


def middle(visitor, path):
    return str(visitor.page(path).find("main"))


@pytest.mark.parametrize("page", PAGES)
def test_the_second_look_is_as_the_first(coordinator, edition, page):
    path = f"/audits/{edition.id}{page}"
    assert middle(coordinator, path) == middle(coordinator, path)


def test_another_filter_is_another_page(coordinator, edition, partnership):
    path = f"/audits/{edition.id}/coverage"
    assert middle(coordinator, path) != middle(
        coordinator, f"{path}?agency={partnership.council.slug}"
    )


def test_what_an_author_sees_is_not_what_the_coordinator_may_do(
    coordinator, edition, visitor, make
):
    path = f"/audits/{edition.id}/items"
    ours = middle(coordinator, path)
    theirs = middle(visitor.sign_in(make.somebody(Role.AUTHOR)), path)
    assert "Back to the audit" in ours
    assert "Back to the audit" not in theirs


def test_a_page_with_a_form_is_drawn_for_each_reader(session, edition):
    kept = SHELF.open(
        session, found_edition(session, edition.id), audience=Audience.PARTNERSHIP, now=NOW
    )
    drawn = iter(("one", "two"))
    for expected in ("one", "two"):
        found = kept.keep_page("form", lambda: next(drawn), unless=lambda _page: True)
        assert found == expected


def test_only_the_pages_asked_for_last_are_kept(session, edition):
    kept = SHELF.open(
        session, found_edition(session, edition.id), audience=Audience.PARTNERSHIP, now=NOW
    )
    for number in range(MOST_PAGES_KEPT + 3):
        kept.keep_page(number, lambda: "page", unless=lambda _page: False)
    assert list(kept.pages)[0] == 3
    assert len(kept.pages) == MOST_PAGES_KEPT
