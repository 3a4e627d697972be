"""What an agency says to people who ask for an account, and which domains it is known by."""

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.accounts import evenly
from elearn.models import AgencyDomain, Person, Posting, Registration, TrailEntry
from elearn.operations.invitations import Sender
from elearn.staff.actions.offers import Place, ask
from elearn.staff.by import By
from elearn.web.clock import now, today
from tests.integration.accounts.doors import letters_of


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(evenly, "SAME_TIME_SECONDS", 0)


def test_a_list_that_brought_them_meanwhile_makes_nobody_twice(
    app, session, make, council, lead, prove
):
    prove()
    person = make.person("Mai Tran", email="mai@council.example")
    make.posting(person, council)
    client, number = app.test_client().sign_in(lead), session.scalars(select(Registration.id)).one()
    home = "/agencies/northmoor-council/registrations"
    client.post(f"{home}/{number}/approve")
    assert "was on record already and is invited now" in client.page(home).text
    assert len(session.scalars(select(Posting).where(Posting.person_id == person.id)).all()) == 1
    assert len(letters_of(session, "Your training account: choose a password")) == 1


def test_a_yes_to_somebody_who_has_been_asked_already_is_in_the_trail(
    app, session, make, council, lead, prove
):
    prove()
    mai = make.person("Mai Tran", email="mai@council.example")
    make.posting(mai, make.agency("Hill School"))
    asked = session.scalars(select(Registration)).one()
    place = Place(council.id, asked.team_id, asked.role_id, today(), None)
    by = By(lead.id, now(), today())
    assert ask(session, person=mai, place=place, sender=Sender("", ""), by=by)
    session.commit()
    home = "/agencies/northmoor-council/registrations"
    app.test_client().sign_in(lead).post(f"{home}/{asked.id}/approve")
    done = session.scalars(select(TrailEntry.action).where(TrailEntry.action.like("reg%")))
    assert list(done)[-1] == "registration.approved"


def test_of_two_leads_one_is_told_that_it_is_answered(app, session, make, council, lead, prove):
    prove()
    other = make.person("Di Deputy")
    make.grant(other, Role.AGENCY_LEAD, council)
    number = session.scalars(select(Registration.id)).one()
    home = "/agencies/northmoor-council/registrations"
    first, second = app.test_client().sign_in(lead), app.test_client().sign_in(other)
    first.post(f"{home}/{number}/approve")
    first.post(f"{home}/{number}/approve")
    second.post(f"{home}/{number}/refuse")
    assert "Somebody has answered this request already" in second.page(home).text
    people = session.scalars(select(Person).where(Person.email == "mai@council.example")).all()
    assert len(people) == 1
    assert session.scalars(select(Registration.approved)).one() is True
    assert letters_of(session, "Your request for a training account") == []


def test_no_is_written_to_whoever_asked(app, session, council, lead, prove):
    prove()
    number = session.scalars(select(Registration.id)).one()
    client = app.test_client().sign_in(lead)
    client.post(f"/agencies/northmoor-council/registrations/{number}/refuse")
    (letter,) = letters_of(session, "Your request for a training account")
    assert letter.recipient == "mai@council.example"
    assert session.scalar(select(Person).where(Person.email == "mai@council.example")) is None


def test_somebody_of_the_same_name_has_to_be_said_to_be_another(
    app, session, make, council, lead, prove
):
    make.worker(council, name="Mai Tran")
    prove()
    number = session.scalars(select(Registration.id)).one()
    client = app.test_client().sign_in(lead)
    one = f"/agencies/northmoor-council/registrations/{number}"
    doubt = client.post(f"{one}/approve")
    assert (doubt.status_code, "Somebody of this name works here" in doubt.text) == (422, True)
    assert client.post(f"{one}/approve", data={"somebody_else": "y"}).status_code == 303


def test_where_nobody_leads_administrators_are_told(session, make, council, prove):
    keeper = make.somebody(Role.ADMINISTRATOR)
    prove()
    (letter,) = letters_of(session, "Somebody asks for a training account")
    assert (letter.recipient, "Nobody leads Northmoor Council" in letter.body) == (
        keeper.email,
        True,
    )


def test_another_agencys_request_is_no_page(app, session, make, council, prove):
    prove()
    other = make.agency()
    lead = make.person()
    make.grant(lead, Role.AGENCY_LEAD, other)
    client = app.test_client().sign_in(lead)
    number = session.scalars(select(Registration.id)).one()
    for home in (f"/agencies/{other.slug}", f"/agencies/{council.slug}"):
        assert client.get(f"{home}/registrations/{number}").status_code == 404
        for act in ("approve", "refuse"):
            assert client.post(f"{home}/registrations/{number}/{act}").status_code == 404
    assert session.scalars(select(Registration.decided_at)).one() is None


def test_the_list_is_a_file_too(app, council, lead, prove):
    prove(name="=cmd|' /C calc'!A0")
    client = app.test_client().sign_in(lead)
    text = client.get("/agencies/northmoor-council/registrations.csv").text
    assert "mai@council.example" in text
    assert "'=cmd" in text
    assert client.get("/agencies/northmoor-council/registrations.xlsx").status_code == 200
    assert "council.example" in client.get("/agencies/northmoor-council/domains.csv").text


def test_domains_are_added_shared_and_taken_away(app, session, make, council, lead):
    client = app.test_client().sign_in(lead)
    home = "/agencies/northmoor-council/domains"
    for typed, words in (
        ("@NHS.net", "Other organisations have addresses there too"),
        ("nhs.net", "was on the list already"),
    ):
        assert client.post(home, data={"domain": typed}).status_code == 303
        assert words in client.page(home).text
    for typed, words in (
        ("gmail.com", "Anybody can have an address there"),
        ("nonsense", "Write a domain like"),
        ("", "Type a domain"),
        ("bücher.example", "Write a domain like"),
    ):
        answer = client.post(home, data={"domain": typed})
        assert (answer.status_code, words in answer.text) == (422, True)
    kept = select(AgencyDomain).where(AgencyDomain.domain == "nhs.net")
    number = session.scalars(kept).one().id
    stranger = make.person()
    make.grant(stranger, Role.AGENCY_LEAD, other := make.agency())
    theirs = app.test_client().sign_in(stranger)
    theirs.post(f"/agencies/{other.slug}/domains/{number}/remove")
    assert session.scalars(kept).one()
    client.post(f"{home}/{number}/remove")
    assert session.scalars(kept).all() == []
    client.post(f"{home}/{number}/remove")
    assert "It was gone already" in client.page(home).text
