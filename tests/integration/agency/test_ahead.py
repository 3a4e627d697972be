"""What expires in the coming year, for the agency's own leads: exact, by team and month."""

import csv
from io import StringIO

import pytest

from elearn.access.policy import Role
from elearn.agency.pages.ahead import months_from
from elearn.domain.dates import add_months


def placed(make, council, team, *posts):
    person = make.person()
    for role in posts:
        make.posting(person, council.agency, role, team, start=council.ago(900))
    return person


def column(council, on):
    """Which of the twelve months a day lies in."""
    begins = months_from(council.today)
    return next(n for n, day in enumerate(begins[1:]) if on < day)


def rows_of(answer):
    found = csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")))
    return {row[0]: [int(one) for one in row[1:]] for row in found if row and row[-1].isdigit()}


@pytest.fixture
def people(make, council):
    """Two of the MASH who expire in a month's time, one of housing in two years, one expired."""
    soon = add_months(council.today, -23)
    for _ in range(2):
        make.completion(placed(make, council, council.mash, council.officer), council.basics, soon)
    new = placed(make, council, council.housing, council.officer)
    make.completion(new, council.basics, council.ago(1))
    old = placed(make, council, council.housing, council.officer)
    make.completion(old, council.basics, add_months(council.today, -30))
    return add_months(soon, 24)


def test_a_lead_sees_by_team_and_month_what_expires(lead, council, people):
    page = lead.page(f"{council.home}/expiring")
    assert page.h1.get_text() == "2 of 3 expire in the next 12 months"
    rows = rows_of(lead.get(f"{council.home}/expiring.csv"))
    place = column(council, people)
    assert rows["MASH"][0] == 2
    assert rows["MASH"][1 + place] == 2
    assert sum(rows["MASH"][1:13]) == 2
    assert rows["Housing options"][0] == 1
    assert sum(rows["Housing options"][1:13]) == 0
    assert rows["Everybody"] == [
        sum(pair) for pair in zip(rows["MASH"], rows["Housing options"], strict=True)
    ]
    assert lead.get(f"{council.home}/expiring.xlsx").status_code == 200


def test_who_has_two_posts_counts_once_by_the_earlier_day(make, lead, council):
    make.requirement(council.officer, council.referral, grace_days=0, refresh_months=6)
    person = placed(make, council, council.mash, council.officer, council.social_worker)
    make.completion(person, council.referral, council.ago(1))
    rows = rows_of(lead.get(f"{council.home}/expiring.csv"))
    assert rows["Everybody"][0] == rows["MASH"][0] == 1
    place = column(council, add_months(council.ago(1), 6))
    assert rows["Everybody"][1 + place] == 1


def test_a_team_lead_sees_their_own_team_only(make, visitor, council, people):
    visitor.sign_in(make.somebody(Role.TEAM_LEAD, council.agency, team=council.mash))
    rows = rows_of(visitor.get(f"{council.home}/expiring.csv"))
    assert rows.keys() == {"Everybody", "MASH"}
    assert rows["Everybody"][0] == 2


def test_without_anybody_in_date_the_page_says_so(lead, council):
    assert lead.page(f"{council.home}/expiring").h1.get_text() == "Nobody is in date yet"


def test_somebody_elses_agency_is_not_there(make, visitor, council):
    visitor.sign_in(make.somebody(Role.AGENCY_LEAD, make.agency("Other")))
    assert visitor.get(f"{council.home}/expiring").status_code == 404
