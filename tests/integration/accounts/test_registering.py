"""Asking for an account: the address first, then where somebody works, then the agency's answer."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from elearn.accounts import evenly
from elearn.accounts.jobs import forget_old
from elearn.models import (
    AgencyDomain,
    Letter,
    Person,
    PersonStatus,
    Posting,
    Registration,
    TrailEntry,
)
from elearn.web.clock import now, today
from tests.integration.accounts.doors import letters_of, path_to_prove

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(evenly, "SAME_TIME_SECONDS", 0)


@pytest.fixture
def ask(ask_for_account):
    return ask_for_account


def test_from_asking_to_an_invitation(app, session, visitor, council, lead, ask):
    answer = ask(" Mai@council.example ")
    assert (answer.status_code, answer.location) == (303, "/register/sent")
    visitor.page("/register/sent")
    (letter,) = letters_of(session)
    assert letter.recipient == "mai@council.example"
    assert "Mai" not in letter.body  # nobody has us write their words to others
    page = visitor.page(path_to_prove(session))
    assert "Northmoor Council" in page.text
    team = page.select("[name=team] option")[1]["value"]
    answer = visitor.post(path_to_prove(session), data={"role": "r1", "team": team})
    assert (answer.status_code, answer.location) == (303, "/register/asked")
    visitor.page("/register/asked")
    assert [one.recipient for one in letters_of(session, "You asked for a training account")] == [
        "mai@council.example"
    ]
    (told,) = letters_of(session, "Somebody asks for a training account")
    assert (told.recipient, "Mai" in told.body) == ("lee@council.example", False)
    assert session.scalar(select(Person).where(Person.email == "mai@council.example")) is None
    at_work = app.test_client().sign_in(lead)
    home = "/agencies/northmoor-council/registrations"
    listed = at_work.page(home)
    assert "One person waits for your answer" in listed.text
    one = listed.find("a", string="Mai Tran")["href"]
    assert "mai@council.example" in at_work.page(one).text
    assert at_work.post(f"{one}/approve").location == home
    assert "Mai Tran is on record from today" in at_work.page(home).text
    person = session.scalars(select(Person).where(Person.email == "mai@council.example")).one()
    posting = session.scalars(select(Posting).where(Posting.person_id == person.id)).one()
    assert (posting.agency_id, posting.start, posting.end) == (council.id, today(), None)
    assert posting.team_id is not None
    assert len(letters_of(session, "Your training account: choose a password")) == 1
    actions = list(session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))
    assert actions == ["registration.asked", "registration.sent", "person.joined", "invited"]


def test_looking_at_the_link_uses_nothing_up_and_it_works_once(session, visitor, prove, ask):
    ask("bo@council.example")
    unused = path_to_prove(session)
    for _ in range(3):
        visitor.page(unused)
    assert visitor.post(unused, data={"role": "r1", "team": ""}).status_code == 303
    again = visitor.post(unused, data={"role": "r1", "team": ""})
    assert (again.status_code, "no longer works" in again.text) == (410, True)


@pytest.mark.parametrize("work", [{"role": ""}, {"role": "zz"}, {"team": "nowhere"}])
def test_what_is_not_offered_is_refused_and_uses_nothing_up(session, visitor, prove, work):
    assert prove(**work).status_code == 422
    assert visitor.post(path_to_prove(session), data={"role": "r1", "team": ""}).status_code == 303


def test_an_address_of_nobody_here_is_told_so(session, visitor, council, ask):
    answer = ask("mai@elsewhere.example")
    assert (answer.status_code, "No agency here has named this" in answer.text) == (422, True)
    assert session.scalars(select(Letter)).all() == []


@pytest.mark.parametrize("name", ["", " ", "x" * 201])
def test_a_name_is_needed(council, ask, name):
    assert ask(name=name).status_code == 422


def test_somebody_on_the_roster_is_invited_and_never_made_twice(session, make, council, ask):
    make.person("Mai Tran", email="mai@council.example")
    answer = ask("MAI@council.example", "Somebody Else")
    assert (answer.status_code, answer.location) == (303, "/register/sent")
    (letter,) = letters_of(session, "Your training account: choose a password")
    assert (letter.recipient, "Somebody Else" in letter.body) == ("mai@council.example", False)
    assert session.scalars(select(Registration)).all() == []


def test_whoever_has_a_password_is_told_that_they_have_an_account(
    session, with_password, council, ask
):
    with_password()
    assert ask("sam@council.example").location == "/register/sent"
    assert len(letters_of(session, "You have a training account already")) == 1
    assert len(session.scalars(select(Letter)).all()) == 1


def test_somebody_suspended_gets_the_same_words_and_no_letter(session, make, council, ask):
    make.person(email="mai@council.example", status=PersonStatus.SUSPENDED)
    assert ask().location == "/register/sent"
    assert session.scalars(select(Letter)).all() == []
    assert session.scalars(select(Registration)).all() == []


def test_whoever_is_put_on_record_meanwhile_is_invited_instead(
    session, visitor, make, council, ask
):
    ask()
    make.person("Mai Tran", email="mai@council.example")
    answer = visitor.post(path_to_prove(session), data={"role": "r1", "team": ""})
    assert answer.location == "/register/asked"
    assert session.scalars(select(Registration)).all() == []
    assert len(letters_of(session, "Your training account: choose a password")) == 1


def test_three_letters_an_hour(session, council, ask):
    for _ in range(5):
        assert ask().status_code == 303
    assert len(session.scalars(select(Letter)).all()) == 3
    assert len(session.scalars(select(Registration)).all()) == 1


def test_asking_again_while_the_agency_thinks_makes_no_second_request(session, council, prove, ask):
    prove()
    ask()
    assert len(letters_of(session, "Your request for a training account waits")) == 1
    assert len(session.scalars(select(Registration)).all()) == 1


def test_where_several_agencies_share_a_domain_the_person_chooses(
    session, visitor, make, council, ask
):
    other = make.agency("Isles Trust", slug="isles-trust")
    third = make.agency("Not Theirs", slug="not-theirs")
    session.add(AgencyDomain(agency_id=other.id, domain="council.example", added_at=now()))
    session.commit()
    ask()
    asked = path_to_prove(session)
    page = visitor.page(asked)
    assert [one.text for one in page.select("main li a")] == ["Isles Trust", "Northmoor Council"]
    assert visitor.post(f"{asked}?agency={third.slug}", data={"role": "r1"}).status_code == 200
    visitor.page(f"{asked}?agency=isles-trust")
    work = {"role": "r1", "team": ""}
    assert visitor.post(f"{asked}?agency=isles-trust", data=work).status_code == 303
    assert session.scalars(select(Registration.agency_id)).one() == other.id


def test_requests_nobody_answers_are_deleted_after_thirty_days(session, council, prove, ask):
    with time_machine.travel(NOON, tick=False):
        prove()
        ask("never@council.example")
    forget_old(session, now=NOON + timedelta(days=2))
    assert list(session.scalars(select(Registration.email))) == ["mai@council.example"]
    forget_old(session, now=NOON + timedelta(days=29, hours=23))
    assert len(session.scalars(select(Registration)).all()) == 1
    forget_old(session, now=NOON + timedelta(days=30))
    assert session.scalars(select(Registration)).all() == []
