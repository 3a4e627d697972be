"""The requirements page: the matrix of today in words, with its dates, reasons and history."""

from datetime import timedelta

import pytest

from elearn.access.policy import Role
from elearn.models import Need
from elearn.web.clock import today


@pytest.fixture
def coordinator(make, visitor):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def text_of(page):
    return page.select_one("main").get_text(" ", strip=True)


def test_the_matrix_says_required_offered_or_not_asked(make, coordinator):
    role, other = make.role("R7", name="Officer"), make.role("R8", name="Clinician")
    basics, referral = make.module(code="M01"), make.module(code="M03")
    make.requirement(role, basics)
    make.requirement(role, referral, Need.OFFERED)
    make.requirement(other, basics, Need.NOT_ASKED)
    make.requirement(other, referral)
    page = coordinator.page("/requirements")
    rows = {
        row.th.get_text(strip=True): [
            cell.select_one(".app-matrix__words").get_text(strip=True) for cell in row.select("td")
        ]
        for row in page.select("table")[0].select("tbody tr")
    }
    assert rows == {
        "R7 Officer": ["Required", "Offered"],
        "R8 Clinician": ["Not asked", "Required"],
    }


def test_an_agencys_own_rule_stands_with_its_reason(make, coordinator):
    role, module = make.role("R7"), make.module(code="M01")
    agency = make.agency("Aldermouth City Council")
    make.requirement(role, module)
    make.requirement(role, module, Need.OFFERED, agency, reason="Done in our own induction.")
    text = text_of(coordinator.page("/requirements"))
    assert "Aldermouth City Council" in text
    assert "Done in our own induction." in text
    assert "1 agency has rules of its own." in text


def test_what_was_and_what_will_be_are_kept_apart(make, coordinator):
    role, module = make.role("R7"), make.module(code="M01")
    make.requirement(role, module, start=today() - timedelta(days=900), grace_days=30)
    make.requirement(role, module, start=today() - timedelta(days=100), grace_days=60)
    make.requirement(role, module, start=today() + timedelta(days=30), grace_days=90)
    text = text_of(coordinator.page("/requirements"))
    now, later = text.split("To come")
    later, before = later.split("What was in force before")
    assert "60 days" in now
    assert "90 days" in later
    assert "30 days" in before


def test_the_interval_is_the_lines_own_or_else_the_modules(make, coordinator):
    role = make.role("R7")
    make.requirement(role, make.module(code="M01", refresh_months=24), refresh_months=None)
    make.requirement(role, make.module(code="M03", refresh_months=24), refresh_months=12)
    text = coordinator.get("/requirements.csv").text
    assert [line.split(",")[9] for line in text.splitlines()[1:]] == ["24", "12"]


def test_the_xlsx_is_a_workbook(make, coordinator):
    make.requirement(make.role("R7"), make.module(code="M01"))
    assert coordinator.get("/requirements.xlsx").data.startswith(b"PK")


def test_without_requirements_the_page_says_what_fills_it(coordinator):
    assert "No requirement is set yet." in text_of(coordinator.page("/requirements"))


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.LEARNER, Role.ADMINISTRATOR])
def test_it_is_the_coordinators_alone(make, visitor, role):
    agency = make.agency() if role is Role.AGENCY_LEAD else None
    visitor.sign_in(make.somebody(role, agency))
    assert visitor.get("/requirements").status_code in (403, 404)
