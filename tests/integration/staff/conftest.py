"""An agency with its lead at a browser, one next door, and what is on record of people."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.domain.dates import typed_date
from elearn.models import Person, Posting, TrailEntry
from elearn.operations.invitations import Sender
from elearn.staff.by import By
from elearn.web.clock import now, today

SENDER = Sender("Northmoor Partnership", "http://localhost")


@dataclass(frozen=True)
class Office:
    """An agency, a team and two roles in it."""

    session: Session
    agency: object
    team: object
    roles: tuple

    def address(self, person, rest="manage"):
        return f"/agencies/{self.agency.slug}/people/{person.public_id}/{rest}"

    def path(self, rest):
        return f"/agencies/{self.agency.slug}/{rest}"

    def postings(self, person):
        """What is on record, the earliest first: role code's place, team, start, end."""
        self.session.expire_all()
        rows = self.session.scalars(
            select(Posting)
            .where(Posting.person_id == person.id)
            .order_by(Posting.start, Posting.id)
        )
        ids = [role.id for role in self.roles]
        return [(ids.index(one.role_id), one.team_id, one.start, one.end) for one in rows]

    def person(self, name):
        self.session.expire_all()
        return self.session.scalars(select(Person).where(Person.full_name == name)).one()

    def trail(self):
        return self.session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()

    @property
    def by(self):
        return By(None, now(), today())


def day(offset=0):
    return today() + timedelta(days=offset)


def typed(offset=0):
    """A day as a lead types it."""
    return typed_date(day(offset))


def on_the_day(values):
    """The same values with each number as the day so many days from the one the test runs on, as
    typed: what is worked out as tests are collected is a day old after midnight."""
    return {key: typed(one) if isinstance(one, int) else one for key, one in values.items()}


@pytest.fixture
def office(make, session):
    agency = make.agency("Aldermouth City Council")
    roles = (make.role("R7", name="Housing officer"), make.role("R8", name="Clinician"))
    return Office(session, agency, make.team(agency, "Homes"), roles)


@pytest.fixture
def boss(make, office):
    return make.somebody(Role.AGENCY_LEAD, office.agency)


@pytest.fixture
def lead(boss, visitor):
    """The visitor, signed in as the agency's lead."""
    return visitor.sign_in(boss)


@pytest.fixture
def stranger(app, make, session):
    """A lead of another agency at a browser of their own."""
    other = make.agency("Next Door Trust")
    return app.test_client().sign_in(make.somebody(Role.AGENCY_LEAD, other))


@pytest.fixture
def team_lead(app, make, office):
    person = make.somebody(Role.TEAM_LEAD, office.agency, office.team)
    return app.test_client().sign_in(person)
