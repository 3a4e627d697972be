"""A rule that the partnership has changed counts on every page of today, not in audits alone."""

from datetime import timedelta

import pytest

from elearn.access.policy import Role
from elearn.domain.coverage import RuleSet
from elearn.domain.requirements import Effect
from elearn.domain.suppression import Audience
from elearn.models import AuditRuleSet, Headcount, HeadcountGrade, ImportState, RosterImport
from elearn.requirements.pages.effect import effect_table
from elearn.requirements.queries.effect import Touched
from elearn.web.clock import now, today

pytestmark = pytest.mark.any_database


@pytest.fixture
def set_to(session):
    """Sets rules from today on."""

    def set_rules(**rules):
        session.add(
            AuditRuleSet(
                valid_from=today(),
                revision=1,
                rules=RuleSet(**rules).to_dict(),
                why="Agreed.",
                set_at=now(),
            )
        )
        session.commit()

    return set_rules


@pytest.fixture
def council(make, session):
    """An agency with a list of today and six people, five of them in date."""
    agency, role, module = make.agency("Council"), make.role(), make.module("basics")
    make.requirement(role, module, grace_days=0)
    for number in range(6):
        person = make.worker(agency, role)
        if number:
            make.completion(person, module, today() - timedelta(days=10))
    at = now() - timedelta(days=5)
    session.add(
        RosterImport(
            agency_id=agency.id, state=ImportState.APPLIED, filename="people.csv",
            digest="0" * 64, counts={}, created_at=at, applied_at=at,
        )
    )  # fmt: skip
    session.commit()
    return agency


def test_the_list_of_agencies_hides_up_to_what_was_set(make, council, visitor, set_to):
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    assert "hidden:" not in visitor.page("/agencies").get_text()
    set_to(partnership_hidden_to=6)
    assert "hidden: fewer than 7" in visitor.page("/agencies").get_text()
    assert "hidden: fewer than 7" in visitor.get("/agencies.csv").text


def test_the_dashboard_judges_by_the_bands_and_days_that_were_set(make, council, visitor, set_to):
    visitor.sign_in(make.somebody(Role.AGENCY_LEAD, council))
    visitor.page(f"/agencies/{council.slug}/expiring")  # the first page asks what is there once
    page = visitor.page(f"/agencies/{council.slug}").get_text(" ", strip=True)
    assert "Too few to say" in page
    assert "Headcount grade A" in page
    set_to(min_base=5, coverage_on_track=80.0, list_days=3)
    page = visitor.page(f"/agencies/{council.slug}").get_text(" ", strip=True)
    assert "Too few to say" not in page
    assert "On track" in page
    assert "Headcount grade C" in page


def test_headcounts_stay_fresh_as_long_as_was_set(make, session, council, visitor, set_to):
    role = make.role()
    session.add(
        Headcount(
            agency_id=council.id, role_id=role.id, number=40, as_at=today() - timedelta(days=30),
            source="Payroll", grade=HeadcountGrade.A,
        )
    )  # fmt: skip
    session.commit()
    visitor.sign_in(make.somebody(Role.AGENCY_LEAD, council))
    path = f"/agencies/{council.slug}/headcount"
    assert "1 of 1 headcount is to be counted again" not in visitor.page(path).get_text(" ")
    set_to(list_days=20)
    assert "1 of 1 headcount is to be counted again" in visitor.page(path).get_text(" ")


def test_what_a_change_would_do_is_hidden_by_the_rules_it_is_given():
    found = [Touched("council", "Council", Effect.DUE, 8)]
    shown = [
        effect_table(found, (), Audience.PARTNERSHIP, rules=RuleSet(partnership_hidden_to=most))
        for most in (4, 9)
    ]
    assert shown[0].headline == "This makes 8 people due, in 1 agency"
    assert "hidden number" in shown[1].headline


def test_pages_that_compare_months_and_answers_go_by_them_too(make, visitor, set_to):
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    set_to(min_base=25)
    for path in ("/partnership/remembered", "/partnership/remembered.csv", "/feedback"):
        assert visitor.get(path).status_code == 200
