"""Joiners put on record by hand."""

import re

import pytest
from sqlalchemy import func, select

from elearn.models import Letter, Person, PersonStatus, Posting, PostingOffer, StaffNumber
from tests.integration.staff.conftest import day, typed


def send(client, office, **changed):
    given = {
        "name": "Ana Silva",
        "email": "",
        "staff_number": "H-77",
        "role": "R7",
        "team": office.team.slug,
        "start": typed(),
    }
    return client.post(office.path("people/new"), data=given | changed)


def people(session):
    return session.scalar(select(func.count()).select_from(Person))


def link_in(letter):
    return re.search(r"http://localhost(/posting/\S+)", letter.body)[1]


def test_somebody_with_a_number_only_is_put_on_record(lead, office):
    answer = send(lead, office)
    ana = office.person("Ana Silva")
    assert answer.location.endswith(f"/people/{ana.public_id}/manage")
    assert office.postings(ana) == [(0, office.team.id, day(), None)]
    assert "Ana Silva is on record." in lead.page(answer.location).text
    assert office.trail()[-1] == "person.joined"


def test_an_address_or_a_number_is_needed(lead, office, session):
    before = people(session)
    answer = send(lead, office, staff_number="  ")
    assert answer.status_code == 422
    assert "Type an e-mail address, or a staff number below" in answer.text
    assert people(session) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "\u200b"},
        {"name": "x" * 201},
        {"email": "not an address"},
        {"email": "sаm@council.example"},
        {"staff_number": "9" * 65},
        {"role": ""},
        {"role": "R99"},
        {"team": "no-such-team"},
        {"start": ""},
        {"start": " "},
        {"start": "31/02/2026"},
        {"start": "1/1/0001"},
    ],
    ids=str,
)
def test_what_cannot_be_is_said_at_its_field_and_kept(lead, office, session, wrong):
    before = people(session)
    answer = send(lead, office, **wrong)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert 'value="H-77"' in answer.text or "staff_number" in wrong
    assert people(session) == before


def test_the_same_form_twice_is_one_person(lead, office, session):
    send(lead, office)
    again = send(lead, office)
    assert again.status_code == 422
    assert "Ana Silva works here already" in again.text
    assert session.scalar(select(func.count()).where(Person.full_name == "Ana Silva")) == 1


def test_a_number_is_the_same_whatever_its_case(lead, office, session):
    send(lead, office)
    assert "works here already" in send(lead, office, staff_number=" h-77 ").text


def test_a_namesake_is_asked_about_and_then_taken(lead, office, session):
    send(lead, office)
    doubt = send(lead, office, staff_number="H-78", name="SILVA Ána")
    assert doubt.status_code == 422
    assert "Somebody of this name works here" in doubt.text
    assert "this is another person of the same name" in doubt.text
    sure = send(lead, office, staff_number="H-78", name="SILVA Ána", somebody_else="y")
    assert sure.status_code == 303


def test_a_number_of_somebody_with_another_name_is_not_taken(lead, office, session):
    send(lead, office)
    answer = send(lead, office, name="Bo Li")
    assert "belongs to somebody with another name" in answer.text
    assert session.scalar(select(func.count(StaffNumber.id))) == 1


def test_number_and_address_of_two_people_are_refused(lead, make, office):
    send(lead, office)
    make.person("Ana Silva", email="ana@council.example")
    assert "two different people" in send(lead, office, email="ana@council.example").text


def test_who_comes_back_goes_on_where_they_were(lead, make, office):
    ana = make.worker(office.agency, office.roles[1], "Ana Silva", start=day(-99), end=day(-9))
    answer = send(lead, office, email=ana.email, start=typed(-3))
    assert "is back" in lead.page(answer.location).text
    assert office.postings(ana) == [
        (1, None, day(-99), day(-9)),
        (0, office.team.id, day(-3), None),
    ]
    assert office.trail()[-1] == "person.returned"


def test_nobody_comes_back_before_they_left(lead, make, office):
    ana = make.worker(office.agency, office.roles[1], "Ana Silva", start=day(-99), end=day(-9))
    assert (
        "Choose that day or a later one"
        in send(lead, office, email=ana.email, start=typed(-10)).text
    )
    assert len(office.postings(ana)) == 1


def test_somebody_of_another_agency_is_asked_and_not_taken(lead, make, office, session):
    elsewhere = make.worker(make.agency(), office.roles[1], "Ana Silva")
    answer = send(lead, office, email=elsewhere.email)
    said = lead.page(answer.location)
    assert "works for another agency" in said.text
    assert elsewhere.email in said.text
    assert len(office.postings(elsewhere)) == 1
    letter = session.scalars(select(Letter)).one()
    assert (letter.recipient, letter.person_id) == (elsewhere.email, elsewhere.id)
    assert "Aldermouth City Council says that you work there" in letter.body
    send(lead, office, email=elsewhere.email)
    assert len(session.scalars(select(Letter)).all()) == 1


def test_their_own_yes_makes_the_posting_once(app, lead, make, office, session):
    elsewhere = make.worker(make.agency(), office.roles[1], "Ana Silva")
    send(lead, office, email=elsewhere.email)
    link = link_in(session.scalars(select(Letter)).one())
    them = app.test_client()
    assert "Do you work for Aldermouth City Council?" in them.page(link).text
    assert len(office.postings(elsewhere)) == 1
    assert them.post(link, data={"answer": "perhaps"}).status_code == 422
    assert "it is on record" in them.post(link, data={"answer": "yes"}).text
    assert (0, office.team.id, day(), None) in office.postings(elsewhere)
    assert them.post(link, data={"answer": "yes"}).status_code == 410
    assert len(office.postings(elsewhere)) == 2
    assert office.trail()[-2:] == ["posting.offered", "posting.accepted"]


def test_their_no_leaves_everything_as_it_was(app, lead, make, office, session):
    elsewhere = make.worker(make.agency(), office.roles[1], "Ana Silva")
    send(lead, office, email=elsewhere.email)
    link = link_in(session.scalars(select(Letter)).one())
    assert "Nothing has changed" in app.test_client().post(link, data={"answer": "no"}).text
    assert len(office.postings(elsewhere)) == 1
    assert session.scalars(select(PostingOffer.accepted)).all() == [False]


def test_a_link_of_somebody_suspended_works_no_more(app, lead, make, office, session):
    elsewhere = make.worker(make.agency(), office.roles[1], "Ana Silva")
    send(lead, office, email=elsewhere.email)
    elsewhere.status = PersonStatus.SUSPENDED
    session.commit()
    link = link_in(session.scalars(select(Letter)).one())
    assert app.test_client().get(link).status_code == 410


def test_another_name_with_a_known_address_tells_nothing_and_asks_nobody(
    lead, make, office, session
):
    elsewhere = make.worker(make.agency(), office.roles[1], "Bo Li")
    assert "another name" in send(lead, office, email=elsewhere.email).text
    assert session.scalars(select(Letter)).all() == []


def test_nobody_else_puts_people_on_record(stranger, team_lead, office, session):
    before = session.scalar(select(func.count(Posting.id)))
    for client in (stranger, team_lead):
        assert send(client, office).status_code in (403, 404)
        assert client.get(office.path("people/new")).status_code in (403, 404)
    assert session.scalar(select(func.count(Posting.id))) == before
