"""People who are due something, and an agency whose lead looks after them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from elearn.access.policy import Role
from elearn.domain.dates import add_months
from elearn.models import Agency, Grant, Module, Person, StaffRole
from elearn.operations.invitations import Sender
from elearn.web.clock import today
from tests.support.make import Make

TODAY = date(2026, 11, 18)  # a Wednesday
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
SENDER = Sender("Northmoor Partnership", "https://training.example")


@dataclass
class Crowd:
    """One module asked of one role; ``person`` makes somebody whose training runs out so many days
    from ``on``."""

    make: Make
    module: Module
    role: StaffRole
    on: date

    def person(self, agency: Agency, days: int | None, *, team=None, **facts) -> Person:
        found = self.make.person(**facts)
        self.make.posting(found, agency, self.role, team)
        if days is not None:
            self.make.completion(found, self.module, add_months(self.on + timedelta(days), -24))
        return found


@pytest.fixture
def crowd(make) -> Crowd:
    """On a fixed day."""
    module, role = make.module(title="Notice and pass on"), make.role(name="Midwife")
    make.requirement(role, module)
    return Crowd(make, module, role, TODAY)


@pytest.fixture
def now_crowd(crowd) -> Crowd:
    """On the day the clock says, for what goes through pages."""
    crowd.on = today()
    return crowd


@pytest.fixture
def agency(make) -> Agency:
    return make.agency("North Council")


@pytest.fixture
def lead_of(make, session):
    """Somebody who has led an agency, or a team of it, for a long time."""

    def made(agency, team=None) -> Person:
        found = make.somebody(Role.TEAM_LEAD if team else Role.AGENCY_LEAD, agency, team)
        session.execute(update(Grant).values(granted_at=datetime(2026, 1, 1, tzinfo=UTC)))
        session.commit()
        return found

    return made


@pytest.fixture
def lead(lead_of, agency) -> Person:
    return lead_of(agency)
