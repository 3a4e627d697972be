"""Printed codes for people without an address."""

import re

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.models import Password, SingleUseLink
from elearn.staff.queries.codes import MOST_SHOWN
from elearn.web.clock import now
from tests.integration.staff.conftest import day


@pytest.fixture
def ana(make, office):
    person = make.person("Ana Silva", email=None)
    make.posting(person, office.agency, office.roles[0], team=office.team)
    make.staff_number(person, office.agency, "H-77")
    return person


def print_for(client, office, *people):
    data = {"people": [one.public_id for one in people]}
    return client.post(office.path("codes/slips"), data=data)


def codes_in(answer):
    return re.findall(r"app-slips__code\">([A-Z0-9]{4}-[A-Z0-9]{4})<", answer.text)


def links(session):
    return session.scalar(select(func.count(SingleUseLink.id)))


def test_those_without_an_address_are_listed_with_what_to_do(lead, make, office, ana):
    make.worker(office.agency, office.roles[0], "Has Address")
    page = lead.page(office.path("codes")).get_text(" ", strip=True)
    assert "Ana Silva" in page
    assert "staff number H-77, has not come in yet" in page
    assert "Has Address" not in page


def test_a_sheet_has_a_slip_for_each_with_a_code_of_their_own(lead, make, office, ana, session):
    bo = make.person("Bo Li", email=None)
    make.posting(bo, office.agency, office.roles[0])
    answer = print_for(lead, office, ana, bo)
    assert answer.status_code == 200
    codes = codes_in(answer)
    assert len(set(codes)) == 2
    assert "http://localhost/join" in answer.text
    assert "2 slips to print" in answer.text
    kept = session.scalars(select(SingleUseLink.secret_hash)).all()
    assert all(code.replace("-", "") not in one for code in codes for one in kept)
    assert office.trail() == ["codes.made"]


def test_a_new_slip_takes_the_place_of_the_one_before(lead, office, ana, session):
    print_for(lead, office, ana)
    print_for(lead, office, ana)
    good = select(func.count(SingleUseLink.id)).where(SingleUseLink.used_at.is_(None))
    assert (links(session), session.scalar(good)) == (2, 1)


@pytest.mark.parametrize("who", ["has an address", "holds a role", "left", "next door", "nobody"])
def test_nobody_else_is_given_a_code(lead, make, office, ana, session, who):
    person = make.person("Bo Li", email=None if who != "has an address" else "bo@council.example")
    if who == "next door":
        make.posting(person, make.agency())
    elif who != "nobody":
        make.posting(person, office.agency, end=day() if who == "left" else None)
    if who == "holds a role":
        make.grant(person, Role.TEAM_LEAD, office.agency, office.team)
    answer = print_for(lead, office, person)
    assert answer.status_code == 422
    assert "Choose for whom" in answer.text
    assert links(session) == 0
    assert codes_in(print_for(lead, office, person, ana)) != []
    assert links(session) == 1


def test_too_many_at_once_are_refused(lead, office, ana, session):
    data = {"people": [f"{n:032}" for n in range(MOST_SHOWN)] + [ana.public_id]}
    assert lead.post(office.path("codes/slips"), data=data).status_code == 422
    assert links(session) == 0


def test_who_has_come_in_is_shown_on_demand_for_a_new_password(lead, office, ana, session):
    session.add(Password(person_id=ana.id, hash="x", changed_at=now()))
    ana.username = "ana.silva"
    session.commit()
    assert "Nobody waits for a code" in lead.page(office.path("codes")).text
    page = lead.page(office.path("codes?show=everybody"))
    assert "signs in as ana.silva" in page.text
    assert "you choose a new password" in print_for(lead, office, ana).text


@pytest.mark.parametrize("q", ["silva", "H-77", "%", "_", "\\", "'", "\x00", "x" * 500])
def test_the_search_finds_what_is_there_and_breaks_nothing(lead, office, ana, q):
    page = lead.get(office.path("codes"), query_string={"q": q})
    assert page.status_code == 200
    assert ("Ana Silva" in page.text) is (q in ("silva", "H-77", "\x00"))


def test_the_files_list_the_same_and_no_code(lead, office, ana):
    code = codes_in(print_for(lead, office, ana))[0]
    text = lead.get(office.path("codes.csv")).text
    assert "Ana Silva" in text
    assert code not in text
    assert lead.get(office.path("codes.xlsx")).status_code == 200


def test_nobody_else_makes_codes(stranger, team_lead, office, ana, session):
    for client in (stranger, team_lead):
        assert client.get(office.path("codes")).status_code in (403, 404)
        assert client.get(office.path("codes.csv")).status_code in (403, 404)
        assert print_for(client, office, ana).status_code in (403, 404)
    assert links(session) == 0
