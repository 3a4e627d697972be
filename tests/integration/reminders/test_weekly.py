"""The week's letters: to leads on Monday, and to managers if the agency wants it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.accounts.actions.erasure import erase
from elearn.models import Letter
from elearn.reminders.actions.choosing import choose, set_agency
from elearn.reminders.daily import write_all
from tests.integration.reminders.conftest import NOW, SENDER, TODAY

MONDAY = TODAY + timedelta(days=5)


def run(session, day):
    written = write_all(session, sender=SENDER, now=NOW + (day - TODAY), today=day)
    return written.leads, written.managers


def to(session, address):
    return list(
        session.scalars(select(Letter.body).where(Letter.recipient == address).order_by(Letter.id))
    )


@pytest.fixture
def escalating(session, agency, lead):
    set_agency(session, agency_id=agency.id, tell_managers=True, actor_id=lead.id, now=NOW)
    session.commit()
    return agency


def test_a_lead_hears_once_a_week_what_needs_them(session, crowd, agency, lead):
    crowd.person(agency, -5, name="Ada Late")
    crowd.person(agency, 10)
    crowd.person(agency, -5, email=None)
    days = [run(session, TODAY + timedelta(days=n))[0] for n in range(8)]
    assert days == [1, 0, 0, 0, 0, 1, 0, 0]
    body = to(session, lead.email)[0]
    assert "2 people are overdue with training." in body
    assert "1 person has training due in 30 days." in body
    assert "1 person has no address that works." in body
    assert f"/agencies/{agency.slug}/reminders" in body
    assert "Ada Late" not in body


def test_a_quiet_week_a_lead_who_stopped_it_and_a_former_lead_cause_no_letter(
    session, crowd, agency, make, lead
):
    assert run(session, TODAY) == (0, 0)
    crowd.person(agency, -5)
    choose(session, person_id=lead.id, extra=True, monday=False, now=NOW)
    session.commit()
    assert run(session, MONDAY) == (0, 0)


def test_the_lead_of_a_team_hears_of_the_team(session, crowd, agency, make, lead_of):
    team = make.team(agency, "Nights")
    crowd.person(agency, -5, team=team)
    crowd.person(agency, -5)
    of_team = lead_of(agency, team)
    run(session, TODAY)
    (body,) = to(session, of_team.email)
    assert "This week at Nights, North Council:" in body
    assert "1 person is overdue" in body


def test_a_manager_hears_of_their_own_long_overdue_people_once_a_week(session, crowd, escalating):
    crowd.person(escalating, -61, name="Ada Late", manager_email="boss@north.example")
    crowd.person(escalating, -60, name="Ben Not Yet", manager_email="boss@north.example")
    crowd.person(escalating, -90, name="Cy Elsewhere", manager_email="other@north.example")
    assert run(session, TODAY)[1] == 2
    assert run(session, TODAY + timedelta(days=1))[1] == 0
    (body,) = to(session, "boss@north.example")
    assert "Ada Late" in body
    assert "Ben" not in body
    assert "Cy" not in body
    assert run(session, MONDAY)[1] == 2


def test_managers_hear_nothing_until_the_agency_wants_it(session, crowd, agency, lead):
    crowd.person(agency, -90, manager_email="boss@north.example")
    assert run(session, TODAY)[1] == 0


def test_erasing_somebody_takes_their_name_out_of_a_managers_letter(session, crowd, escalating):
    person = crowd.person(escalating, -90, name="Ada Late", manager_email="boss@north.example")
    run(session, TODAY)
    erase(session, person_id=person.id, actor_id=None, now=NOW)
    session.commit()
    session.expire_all()
    assert all("Ada Late" not in body for body in session.scalars(select(Letter.body)))
