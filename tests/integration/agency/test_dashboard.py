"""The lead's dashboard: the work of the week, and figures that count each person once."""

from elearn.access.policy import Role
from elearn.models import AssessmentState, ImportState, RosterImport, SelfAssessment
from elearn.web.clock import now


def figures(page):
    return {
        stat.dt.get_text(" ", strip=True): stat.dd.get_text(" ", strip=True)
        for stat in page.select(".app-stat")
    }


def tasks(page):
    return [item.h3.get_text(strip=True) for item in page.select(".app-todo li")]


def test_the_figures_are_person_requirements_with_their_base(make, council, lead):
    ann = make.worker(council.agency, council.social_worker, "Ann", team=council.mash)
    bob = make.worker(council.agency, council.officer, "Bob", team=council.housing)
    make.worker(council.agency, council.officer, "Cy", team=council.housing)
    make.completion(ann, council.basics, council.ago(10))
    make.completion(ann, council.referral, council.ago(400))
    make.completion(bob, council.basics, council.ago(700))
    page = lead.page(council.home)
    found = figures(page)
    assert "50.0% 2 of 4" in found["In date"]
    assert found["Due soon"].startswith("1 ")
    assert found["Expired"].startswith("1 ")
    assert found["Never done"].startswith("1 ")
    assert "Base: 4 requirements held by 3 people in scope." in page.get_text(" ")


def test_somebody_in_two_teams_counts_once_in_the_agency_and_once_in_each_team(make, council, lead):
    ann = make.worker(council.agency, council.officer, "Ann", team=council.mash)
    make.posting(ann, council.agency, council.officer, council.housing)
    page = lead.page(council.home)
    assert figures(page)["Never done"].startswith("1 ")
    rows = [row.get_text(" ", strip=True) for row in page.select("#main .app-data tbody tr")]
    assert any(row.startswith("MASH 1 0 0 0 1") for row in rows)
    assert any(row.startswith("Housing options 1 0 0 0 1") for row in rows)


def test_nobody_in_grace_or_long_away_is_counted(make, council, lead):
    make.worker(council.agency, council.officer, "New", start=council.ago(59))
    away = make.worker(council.agency, council.officer, "Away")
    make.absence(away, council.ago(91))
    back = make.worker(council.agency, council.officer, "Short")
    make.absence(back, council.ago(90))
    page = lead.page(council.home)
    assert "Base: 1 requirement held by 1 person in scope." in page.get_text(" ")


def test_the_work_of_the_week_names_who_is_overdue_silent_new_and_ending(make, council, lead):
    late = make.worker(council.agency, council.officer, "Late")
    late.email = None
    ending = make.worker(council.agency, council.officer, "Ending")
    make.completion(ending, council.basics, council.ago(710))
    make.worker(council.agency, council.officer, "New", start=council.ago(10))
    page = lead.page(council.home)
    assert tasks(page) == [
        "Get 1 person back in date",
        "Bring in a new list of your people",
        "Renew 1 requirement before it runs out",
        "Reach 1 person without an e-mail address",
        "Welcome 1 person in their first weeks",
    ]
    assert "Five things this week. Another requirement expires by" in page.get_text(" ")


def test_a_quiet_agency_is_told_that_nothing_needs_it(make, council, lead, session):
    ann = make.worker(council.agency, council.officer, "Ann")
    make.completion(ann, council.basics, council.ago(1))
    session.add(
        RosterImport(
            agency_id=council.agency.id,
            state=ImportState.APPLIED,
            filename="people.csv",
            digest="0" * 64,
            counts={},
            created_at=now(),
            applied_at=now(),
        )
    )
    session.add(
        SelfAssessment(
            agency_id=council.agency.id,
            year=council.today.year,
            state=AssessmentState.SIGNED,
            opened_at=now(),
            signed_at=now(),
        )
    )
    session.commit()
    page = lead.page(council.home)
    assert "Nothing needs you this week." in page.get_text(" ")
    assert tasks(page) == []
    assert "Headcount grade A" in page.get_text(" ")


def test_an_empty_agency_says_what_fills_the_page(council, lead):
    page = lead.page(council.home)
    assert "No figures yet" in page.get_text(" ")
    assert "nan" not in page.get_text(" ").lower().split()


def test_a_team_lead_sees_the_figures_of_their_team_only(make, council, visitor):
    make.worker(council.agency, council.officer, "Ann", team=council.mash)
    make.worker(council.agency, council.officer, "Bob", team=council.housing)
    make.worker(council.agency, council.officer, "No team")
    lead = visitor.sign_in(make.somebody(Role.TEAM_LEAD, council.agency, council.mash))
    page = lead.page(council.home)
    assert "Base: 1 requirement held by 1 person in scope." in page.get_text(" ")
    assert "You see your own people: MASH." in page.get_text(" ")
    assert "Bring in a new list of your people" not in tasks(page)


def test_the_lead_of_another_agency_finds_no_such_page(make, council, visitor):
    elsewhere = make.agency()
    lead = visitor.sign_in(make.somebody(Role.AGENCY_LEAD, elsewhere))
    for path in ("", "/completion", "/completion.csv", "/people", "/people.csv", "/teams.csv"):
        assert lead.get(council.home + path).status_code == 404


def test_a_coordinator_sees_no_names_of_an_agency(make, council, visitor):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    assert coordinator.get(council.home).status_code == 404
    assert coordinator.get(f"{council.home}/people").status_code == 404


def test_the_charts_leave_as_files_with_the_same_rows(make, council, lead):
    make.worker(council.agency, council.officer, "Ann", team=council.mash)
    text = lead.get(f"{council.home}/teams.csv").text
    assert text.splitlines()[1] == "MASH,1,0,0,0,1,0.0"
    assert lead.get(f"{council.home}/modules.xlsx").data.startswith(b"PK")
