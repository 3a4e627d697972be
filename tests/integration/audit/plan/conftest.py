"""A frozen edition with thirty handlers, ten of them out of date, and who works with it."""

from datetime import UTC, date, datetime

import pytest

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF
from elearn.audit.queries import editions
from elearn.domain.suppression import Audience
from elearn.web import clock
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of

BEFORE = date(2026, 1, 1)
FROZEN = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


def build(make):
    partnership = new_partnership(make)
    partnership.roster_on(ON)
    people = [*partnership.handlers(20, done_on=BEFORE), *partnership.handlers(10)]
    for person in people[:12]:
        partnership.answers(person, [True] * 4)
    audit = freeze(make.session, name="Autumn 2026", as_of=ON, now=FROZEN, by=None)
    return partnership, people, audit


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def people(standing, session):
    """Twenty in date and ten never done, in that order."""
    return standing.made[1]


@pytest.fixture
def edition(standing, session):
    audit = standing.made[2]
    opened(session, audit)
    return audit


def opened(session, audit):
    """Read the edition, as the first visitor of this process would have."""
    found = editions.edition(session, audit.id)
    return SHELF.open(session, found, audience=Audience.PARTNERSHIP, now=clock.now())


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


@pytest.fixture
def lead(make, partnership):
    return make.somebody(Role.AGENCY_LEAD, partnership.council)


def words(page):
    return " ".join(page.get_text(" ").split())


def given(agency, **changes):
    """What somebody types into the form of a new action."""
    return {
        "once": "abc",
        "action": "Two live sessions before February.",
        "type": "live",
        "owner_agency": agency.slug,
        "owner_post": "Head of safeguarding",
        "due": "30/1/2099",
        "target": "90",
        "success_measure": "Coverage at 90%.",
        "sponsor": "",
        "resource": "A room",
        "confidence": "medium",
        "risk": "",
        **changes,
    }
