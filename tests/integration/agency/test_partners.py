"""The coordinator's list of agencies: counts that may be shown, and never a person."""

from datetime import timedelta

from elearn.access.policy import Role
from elearn.models import Headcount, HeadcountGrade, ImportState, RosterImport
from elearn.web.clock import now, today


def listed(session, agency):
    session.add(
        RosterImport(
            agency_id=agency.id,
            state=ImportState.APPLIED,
            filename="people.csv",
            digest="0" * 64,
            counts={},
            created_at=now(),
            applied_at=now(),
        )
    )
    session.commit()


def rows(page):
    return {
        row.th.get_text(strip=True): row.get_text(" ", strip=True)
        for row in page.select("tbody tr")
    }


def test_few_people_are_hidden_and_many_are_counted(make, session, visitor):
    small, large = make.agency("Small charity"), make.agency("Large trust")
    role = make.role()
    for agency, people in ((small, 3), (large, 12)):
        listed(session, agency)
        for number in range(people):
            make.worker(agency, role, f"Secret Name {agency.id} {number}")
    page = visitor.sign_in(make.somebody(Role.COORDINATOR)).page("/agencies")
    assert "hidden: fewer than 5" in rows(page)["Small charity"]
    assert " 12 " in rows(page)["Large trust"]
    assert "Secret Name" not in page.get_text()


def test_an_agency_that_told_nothing_stands_as_no_return(make, visitor):
    make.agency("Silent")
    page = visitor.sign_in(make.somebody(Role.COORDINATOR)).page("/agencies")
    assert "No return" in rows(page)["Silent"]
    assert "1 of 1 agencies has not told us yet" in page.get_text(" ")


def test_a_headcount_without_names_is_a_return(make, session, visitor):
    agency = make.agency("Headcount only")
    role = make.role()
    session.add(
        Headcount(
            agency_id=agency.id,
            role_id=role.id,
            number=48,
            as_at=today(),
            source="HR",
            grade=HeadcountGrade.A,
        )
    )
    session.commit()
    page = visitor.sign_in(make.somebody(Role.COORDINATOR)).page("/agencies")
    assert "48 Headcount of" in rows(page)["Headcount only"]


def test_the_file_hides_what_the_page_hides(make, session, visitor):
    agency = make.agency("Small charity")
    listed(session, agency)
    make.worker(agency)
    text = visitor.sign_in(make.somebody(Role.COORDINATOR)).get("/agencies.csv").text
    assert "hidden: fewer than 5" in text


def test_a_lead_has_no_list_of_agencies(make, visitor):
    visitor.sign_in(make.somebody(Role.AGENCY_LEAD, make.agency()))
    assert visitor.get("/agencies").status_code in (403, 404)
    assert visitor.get("/agencies.xlsx").status_code in (403, 404)


def test_with_no_agencies_the_page_says_what_fills_it(make, visitor):
    page = visitor.sign_in(make.somebody(Role.COORDINATOR)).page("/agencies")
    assert "No agency is a partner yet." in page.get_text(" ")


def test_roles_counted_on_different_days_are_added_up(make, session, visitor):
    agency = make.agency("Headcount only")
    counts = (("R7", 48, 30), ("R7", 40, 90), ("R9", 12, 60))
    roles = {code: make.role(code) for code, _, _ in counts}
    for code, number, days in counts:
        session.add(
            Headcount(
                agency_id=agency.id,
                role_id=roles[code].id,
                number=number,
                as_at=today() - timedelta(days),
                source="HR",
                grade=HeadcountGrade.A,
            )
        )
    session.commit()
    page = visitor.sign_in(make.somebody(Role.COORDINATOR)).page("/agencies")
    assert "60 Headcount of" in rows(page)["Headcount only"]
