"""Seats offered to agencies, and the letters about actions."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.audit.plan.actions import add_update
from elearn.audit.plan.by import By
from elearn.audit.plan.jobs import write_letters
from elearn.domain.plan import ActionStatus
from elearn.models import Letter, PlanAction
from elearn.operations.invitations import Sender
from tests.integration.audit.plan.conftest import given, words

pytestmark = pytest.mark.xdist_group("plan")
SENDER = Sender("Northmoor", "http://localhost")
NIGHT = datetime(2098, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def seats(edition, partnership):
    return f"/audits/{edition.id}/seats?seats=24&module={partnership.module.slug}"


@pytest.mark.any_database
def test_the_page_splits_the_seats_and_says_what_is_left_over(coordinator, seats):
    page = words(coordinator.page(seats))
    assert "10 seats for 1 agency" in page
    assert "14 of 24 seats are not needed" in page
    assert "City Council,10,10,30" in coordinator.get(seats.replace("/seats?", "/seats.csv?")).text


@pytest.mark.any_database
@pytest.mark.parametrize("query", ["seats=x&module=nothing&floor=-1", "seats=9999999999", ""])
def test_what_cannot_be_read_in_the_address_falls_back(coordinator, edition, query):
    coordinator.page(f"/audits/{edition.id}/seats?{query}")


@pytest.mark.any_database
def test_an_offer_makes_one_action_an_agency_and_one_letter_a_lead(
    session, visitor, coordinator, seats, lead, partnership
):
    for _again in range(2):
        assert coordinator.post(seats, data={"when": "30/1/2099"}).status_code == 303
    [action] = session.scalars(select(PlanAction))
    assert (action.seats, action.type.value, action.due_on) == (10, "live", date(2099, 1, 30))
    [letter] = session.scalars(select(Letter))
    assert letter.person_id == lead.id
    assert "10 seats" in letter.body
    home = f"/agencies/{partnership.council.slug}"
    page = visitor.sign_in(lead).page(f"{home}/actions/{action.id}")
    [link] = page.select(f"a[href^='{home}/completion']")
    assert "standing=out-of-date" in link["href"]


@pytest.mark.any_database
def test_an_offer_without_a_day_says_so(session, coordinator, seats):
    response = coordinator.post(seats, data={"when": ""})
    assert response.status_code == 400
    assert "Say on which day the session is" in response.text
    assert session.scalar(select(PlanAction)) is None


@pytest.fixture
def action(session, coordinator, edition, lead, partnership):
    agency, module = partnership.council.slug, partnership.module.slug
    address = f"/audits/{edition.id}/actions/new?origin=coverage&agency={agency}&module={module}"
    coordinator.post(address, data=given(partnership.council, due="5/12/2098"))
    return session.scalar(select(PlanAction))


def nightly(session, now=NIGHT):
    written = write_letters(session, sender=SENDER, now=now, today=now.date())
    session.commit()
    return written


def test_leads_are_reminded_once_before_and_once_when_it_is_late(session, action, lead):
    assert nightly(session) == 1
    assert nightly(session) == 0
    late = NIGHT.replace(day=6)
    assert nightly(session, late) == 1
    assert nightly(session, late) == 0
    subjects = [one.subject for one in session.scalars(select(Letter).order_by(Letter.id))]
    ref = action.ref
    assert subjects == [f"Action {ref} for your agency", f"Action {ref} is due soon",
                        f"Action {ref} is late"]  # fmt: skip


def test_nobody_is_reminded_long_before_or_of_what_is_done(session, action, lead):
    assert nightly(session, NIGHT.replace(month=10)) == 0
    finish(session, action, lead, 1, ActionStatus.DONE)
    assert nightly(session) == 0


def test_the_coordinators_hear_once_of_an_action_that_slipped_twice(session, make, action, lead):
    boss = make.somebody(Role.COORDINATOR)
    finish(session, action, lead, 1, ActionStatus.SLIPPING)
    finish(session, action, lead, 2, ActionStatus.SLIPPING, date(2098, 12, 30))
    assert nightly(session) == 2
    assert nightly(session) == 0
    letter = session.scalar(select(Letter).where(Letter.person_id == boss.id))
    assert "Steering Group" in letter.subject
    names = [lead.full_name]
    assert not any(name in letter.body for name in names)


def finish(session, action, person, seen, status, due_on=None):
    add_update(
        session,
        action_id=action.id,
        seen=seen,
        status=status,
        words="Because.",
        due_on=due_on,
        by=By(person.id, NIGHT, NIGHT.date()),
    )
    session.commit()
