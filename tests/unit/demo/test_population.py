"""The invented partnership before it meets a database."""

from datetime import date, timedelta
from random import Random

import pytest

from elearn.content.curriculum import agency_types
from elearn.demo.accounts import DEMO_ACCOUNTS, PARTS
from elearn.demo.mix import FAMILY_HUBS, roles_of, share_out, teams_for
from elearn.demo.names import FIRST, LAST, Addresses
from elearn.demo.people import everybody, managers, sizes
from elearn.demo.places import AGENCIES, AREAS, COUNCIL, TINY
from elearn.demo.returns import quarters_before
from elearn.domain.identity import canonical_email, clean_name
from elearn.models import AgencyType

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def people():
    return everybody(Random(7), people=3000, as_of=TODAY)


def share(people, condition):
    return sum(bool(condition(one)) for one in people) / len(people)


def test_there_are_four_areas_and_agencies_of_all_twelve_types():
    assert len(AREAS) == 4
    assert len(AGENCIES) == 24
    assert {agency.type for agency in AGENCIES} == set(AgencyType)


def test_agencies_have_only_roles_of_their_type_but_for_the_family_hubs():
    in_scope = {kind.code: set(kind.roles) for kind in agency_types()}
    for agency in AGENCIES:
        beyond = set(roles_of(agency, 200)) - in_scope[agency.type.value]
        assert beyond == ({"R8"} if agency.slug == COUNCIL else set())


def test_every_role_of_an_agency_has_a_team():
    for agency in AGENCIES:
        for role in roles_of(agency, 200):
            assert teams_for(agency, role, 1)


def test_only_named_organisations_are_first_responders():
    kinds = {kind.code: kind for kind in agency_types()}
    of_type = {
        agency.slug: agency.is_first_responder(kinds[agency.type.value]) for agency in AGENCIES
    }
    assert of_type["border-force-northmoor-coast"]
    assert not of_type["port-of-aldermouth"]
    assert not of_type["lantern-faith-network"]
    assert not of_type["northmoor-university-hospitals"]


def test_shares_are_whole_and_add_up():
    assert share_out(7, {"R1": 1, "R2": 1, "R3": 1}) == {"R1": 3, "R2": 2, "R3": 2}
    assert share_out(0, {"R1": 1}) == {"R1": 0}


@pytest.mark.parametrize("size", [60, 120, 3000])
def test_the_agencies_hold_everybody_and_the_tiny_one_stays_tiny(size):
    assert sum(number for _, number in sizes(size)) == size
    assert {agency.slug: number for agency, number in sizes(size)}[TINY] == 7


def test_there_are_names_enough_and_they_can_be_printed():
    assert len(set(FIRST)) == len(FIRST) >= 120
    assert len(set(LAST)) == len(LAST) >= 160
    assert any("'" in name for name in LAST)
    assert any("-" in name for name in LAST)
    for name in (*FIRST, *LAST):
        assert clean_name(name) == name


def test_an_address_is_plain_letters_and_a_namesake_gets_a_number():
    addresses = Addresses()
    assert addresses.new("Łukasz O'Brádaigh", "a.example") == "lukasz.obradaigh@a.example"
    assert addresses.new("Lukasz Obradaigh", "a.example") == "lukasz.obradaigh2@a.example"


def test_the_same_numbers_make_the_same_people(people):
    assert everybody(Random(7), people=3000, as_of=TODAY) == people
    assert everybody(Random(8), people=3000, as_of=TODAY) != people


def test_everybody_is_there_once_with_an_address_of_their_own(people):
    emails = [one.email for one in people if one.email]
    assert len(people) == 3000
    assert len({one.public_id for one in people}) == 3000
    assert len(set(emails)) == len(emails)
    assert all(canonical_email(email) == email for email in emails)
    assert all(email.endswith(".example") for email in emails)


def test_the_workforce_moves_as_a_real_one_does(people):
    joined = TODAY - timedelta(90)
    assert 0.04 < share(people, lambda one: one.now.start > joined) < 0.08
    assert 0.02 < share(people, two_posts) < 0.04
    assert 0.01 < share(people, lambda one: one.away and one.away.end is None) < 0.02
    assert 0.06 < share(people, lambda one: one.email is None) < 0.1
    assert 0.03 < share(people, lambda one: not one.serves(TODAY)) < 0.06
    assert any(len({place.agency for place in one.places}) == 2 for one in people if two_posts(one))


def two_posts(person):
    return sum(place.covers(TODAY) for place in person.places) == 2


def test_nobody_is_their_own_future(people):
    for person in people:
        for place in person.places:
            assert place.start < TODAY
            assert place.end is None or place.start < place.end < TODAY


def test_a_number_means_one_person_in_an_agency(people):
    numbers = [number for one in people for number in one.numbers]
    assert len(set(numbers)) == len(numbers)


def test_a_team_is_led_by_the_one_who_leads_it_here(people):
    leads = managers(people, TODAY)
    assert leads[COUNCIL, "MASH"] == "teamlead@demo.example"
    assert leads[COUNCIL, "Leadership and procurement"] == "lead@demo.example"


def test_the_people_a_visitor_can_be_are_those_of_the_contract():
    named = {one.email.removesuffix("@demo.example") for one in DEMO_ACCOUNTS}
    assert named == {
        *("learner", "lead", "teamlead", "coordinator", "author", "admin", "newstarter")
    }


def test_the_newcomer_has_one_post_whose_grace_is_just_over():
    newcomer = next(part for part in PARTS if part.key == "newstarter")
    assert (newcomer.role, newcomer.team, newcomer.since) == ("R8", FAMILY_HUBS, 75)
    assert newcomer.m01 is newcomer.m03 is None


def test_referrals_are_those_of_complete_quarters():
    assert quarters_before(date(2026, 2, 1), 2) == ["2025-Q3", "2025-Q4"]
    assert quarters_before(TODAY, 12)[-1] == "2026-Q3"
