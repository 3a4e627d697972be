"""An agency with a lead, a team and two people of one module; phones in the room."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.briefings.by import By
from elearn.models import (
    Briefing,
    BriefingAnswerCount,
    BriefingAttendance,
    Completion,
    Revocation,
    TrailEntry,
)
from elearn.web.clock import now, today
from tests.support.briefings import open_it, planned_room


@dataclass
class Office:
    """An agency and its people, and what is on record of its rooms."""

    session: Session
    agency: object
    team: object
    module: object
    lead: object
    ann: object
    bob: object

    @property
    def home(self):
        return f"/agencies/{self.agency.slug}/briefings"

    @property
    def by(self):
        return By(self.lead.id, now(), today())

    def room(self, **facts):
        module = facts.pop("module", self.module)
        return planned_room(self.session, self.agency, module, by=self.by, **facts)

    def open(self, number):
        return open_it(self.session, self.agency, number, by=self.by)

    def list_of(self, number):
        """The list: person, name of the guest, way."""
        self.session.expire_all()
        rows = select(BriefingAttendance).where(BriefingAttendance.briefing_id == number)
        rows = self.session.scalars(rows.order_by(BriefingAttendance.id))
        return [(one.person_id, one.guest_name, one.way.value) for one in rows]

    def counts(self, number):
        """How often the questions were answered, and right."""
        self.session.expire_all()
        table = BriefingAnswerCount
        rows = select(table.answered, table.right).where(table.briefing_id == number)
        return [tuple(row) for row in self.session.execute(rows.order_by(table.item_key))]

    def record(self):
        """The completions that count: person, grade, source."""
        self.session.expire_all()
        statement = (
            select(Completion.person_id, Completion.grade, Completion.source)
            .outerjoin(Revocation, Revocation.completion_id == Completion.id)
            .where(Revocation.completion_id.is_(None))
            .order_by(Completion.id)
        )
        return [(row[0], row[1].value, row[2]) for row in self.session.execute(statement)]

    def kept(self, number):
        self.session.expire_all()
        return self.session.get_one(Briefing, number)

    def trail(self):
        return list(self.session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))


def right_answers(page):
    """The form of the questions filled in with what is right in small documents."""
    answers = {}
    for field in page.select("input[type=radio]"):
        words = page.select_one(f'label[for="{field["id"]}"]').get_text()
        if "The safe act" in words:
            answers[field["name"]] = field["value"]
    return answers


def words_of(page):
    return " ".join(page.select_one("main").get_text(" ", strip=True).split())


@pytest.fixture
def office(make, session):
    agency = make.agency("Aldermouth City Council")
    team, role = make.team(agency, "Depot"), make.role("R7", name="Driver")
    module = make.module("notice-it", code="M01", title="Notice it")
    ann = make.worker(agency, role, "Ann Bell", team=team)
    bob = make.worker(agency, role, "Bob Li")
    make.staff_number(ann, agency, "W1")
    make.staff_number(bob, agency, "W2")
    lead = make.somebody(Role.AGENCY_LEAD, agency)
    return Office(session, agency, team, module, lead, ann, bob)


@pytest.fixture
def lead(office, visitor):
    """The visitor, signed in as the agency's lead."""
    return visitor.sign_in(office.lead)


@pytest.fixture
def phone(app, session):
    """Somebody's browser in the room, with no account."""
    return app.test_client()


@pytest.fixture
def team_lead(app, make, office):
    person = make.somebody(Role.TEAM_LEAD, office.agency, office.team)
    return app.test_client().sign_in(person)
