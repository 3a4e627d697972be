"""The people pages: the list with its search, and one person without a score or an answer."""

import pytest

from elearn.access.policy import Role
from elearn.models import Grade, Need
from elearn.records.actions import revoke_completion
from elearn.web.clock import now


def names(page):
    return [row.th.a.get_text(strip=True) for row in page.select("tbody tr")]


def text_of(page):
    return page.select_one("main").get_text(" ", strip=True)


def test_the_list_is_by_name_with_where_each_stands(make, council, lead):
    bob = make.worker(council.agency, council.officer, "bob", team=council.mash)
    make.worker(council.agency, council.social_worker, "Ann")
    make.completion(bob, council.basics, council.ago(10))
    page = lead.page(f"{council.home}/people")
    assert names(page) == ["Ann", "bob"]
    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert "Never done 0 of 2 in date" in rows[0]
    assert "In date 1 of 1 in date" in rows[1]


@pytest.mark.parametrize("typed", ["okafor", "OKAFOR amina", "w-77", "amina.o@"])
def test_somebody_is_found_by_name_number_or_address(make, council, lead, typed):
    amina = make.person("Amina Okafor", email="amina.o@council.example")
    make.posting(amina, council.agency, council.officer)
    make.staff_number(amina, council.agency, "W-77")
    make.worker(council.agency, council.officer, "Bob")
    page = lead.get(f"{council.home}/people", query_string={"q": typed})
    assert "Amina Okafor" in page.text
    assert ">Bob<" not in page.text


@pytest.mark.parametrize("typed", ["%", "_", "((((" * 5000, "\x00", "'", "\u202e"])
def test_a_strange_search_finds_nobody_and_fails_nowhere(make, council, lead, typed):
    make.worker(council.agency, council.officer, "Bob")
    answer = lead.get(f"{council.home}/people", query_string={"q": typed})
    assert answer.status_code == 200


def test_the_work_of_the_week_leads_to_the_people_it_is_about(make, council, lead):
    late = make.worker(council.agency, council.officer, "Late")
    ending = make.worker(council.agency, council.officer, "Ending")
    make.completion(ending, council.basics, council.ago(710))
    make.worker(council.agency, council.officer, "New", start=council.ago(3))
    late.email = None
    make.session.commit()
    wanted = {"out-of-date": ["Late"], "due-soon": ["Ending"], "new": ["New"], "no-email": ["Late"]}
    for show, expected in wanted.items():
        assert names(lead.page(f"{council.home}/people?show={show}")) == expected


def test_somebody_with_two_postings_stands_once_in_the_list(make, council, lead):
    ann = make.worker(council.agency, council.officer, "Ann", team=council.mash)
    make.posting(ann, council.agency, council.social_worker, council.housing)
    assert names(lead.page(f"{council.home}/people")) == ["Ann"]
    lines = lead.get(f"{council.home}/people.csv").text.splitlines()
    assert len(lines) == 2


def test_a_person_shows_what_is_asked_and_why(make, council, lead):
    ann = make.worker(council.agency, council.officer, "Ann", team=council.mash)
    make.requirement(
        council.officer,
        council.referral,
        Need.REQUIRED,
        council.agency,
        reason="We place families.",
        start=council.ago(100),
    )
    page = lead.page(f"{council.home}/people/{ann.public_id}")
    assert "Officer: required since" in text_of(page)
    assert "Your agency’s own rule: We place families." in text_of(page)
    assert "2 of 2 modules still to do." in text_of(page)


def test_a_person_shows_completions_with_how_we_know_and_no_score(make, council, lead, session):
    ann = make.worker(council.agency, council.officer, "Ann")
    make.completion(ann, council.basics, council.ago(20), grade=Grade.IMPORTED)
    wrong = make.completion(ann, council.basics, council.ago(10))
    revoke_completion(
        session, completion_id=wrong.id, on=council.ago(5), reason="Wrong person.", now=now()
    )
    session.commit()
    text = text_of(lead.page(f"{council.home}/people/{ann.public_id}"))
    assert "Imported from the agency’s system" in text
    assert "Taken out of the record" in text
    assert "Wrong person." in text
    assert "In date for the one module" in text
    assert "score:" not in text.lower()


def test_a_newcomer_is_shown_in_grace_with_the_day_it_counts_from(make, council, lead):
    new = make.worker(council.agency, council.officer, "New", start=council.ago(10))
    text = text_of(lead.page(f"{council.home}/people/{new.public_id}"))
    assert "In grace" in text
    assert "nothing is due yet" in text


def test_a_hostile_name_is_shown_as_letters(make, council, lead):
    bad = make.worker(council.agency, council.officer, "<script>alert(1)</script>")
    page = lead.page(f"{council.home}/people/{bad.public_id}")
    assert page.h1.get_text(strip=True) == "<script>alert(1)</script>"


def test_nobody_of_another_agency_or_team_is_there(make, council, visitor):
    elsewhere = make.worker(make.agency(), council.officer, "Elsewhere")
    left = make.worker(council.agency, council.officer, "Left", end=council.ago(1))
    other_team = make.worker(council.agency, council.officer, "Other", team=council.housing)
    visitor.sign_in(make.somebody(Role.AGENCY_LEAD, council.agency))
    for person in (elsewhere, left):
        assert visitor.get(f"{council.home}/people/{person.public_id}").status_code == 404
    visitor.sign_in(make.somebody(Role.TEAM_LEAD, council.agency, council.mash))
    assert visitor.get(f"{council.home}/people/{other_team.public_id}").status_code == 404
    assert visitor.get(f"{council.home}/people/{'x' * 22}").status_code == 404


def test_taking_a_file_leaves_a_line_in_the_log_without_what_is_in_it(make, council, lead, caplog):
    make.worker(council.agency, council.officer, "Secret Name")
    assert "Secret Name" in lead.get(f"{council.home}/people.csv").text
    (line,) = [one.getMessage() for one in caplog.records if one.name == "elearn.web.downloads"]
    assert line.startswith("file taken: ")
    assert line.endswith(".csv, 1 rows")
    assert "Secret" not in line
