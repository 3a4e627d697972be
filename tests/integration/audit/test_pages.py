"""The coordinator's pages of an edition."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF
from elearn.models import AuditCoverage
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of

# draws frozen rows; counting and keeping them is tested on both databases
pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("pages of an edition")]

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def build(make):
    partnership = new_partnership(make)
    partnership.roster_on(ON)
    people = partnership.handlers(20, done_on=date(2026, 1, 1))
    partnership.handlers(10)
    for person in people[:12]:
        partnership.answers(person, [True] * 4, confidence=5)
    make.agency("Silent Trust")
    return partnership, freeze(make.session, name="Autumn 2026", as_of=ON, now=NOW, by=None)


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def edition(standing, session):
    return standing.made[1]


def words(page):
    return " ".join(page.get_text(" ").split())


def test_the_list_says_of_each_audit_what_it_found_and_that_it_is_verified(coordinator, edition):
    page = words(coordinator.page("/audits"))
    assert "66.7% of required training is in date, below the 90% target" in page
    assert "Verified" in page
    assert edition.digest[:4] in page


def test_the_overview_shows_figures_with_base_and_date(coordinator, edition):
    page = words(coordinator.page(f"/audits/{edition.id}"))
    for said in (
        "20 of 30",
        "30 September 2026",
        "1 of 2 agencies returned",
        "Silent Trust",
        "Topic mastery",
        "Headcount grade A",
        "Seal verified",
    ):
        assert said in page, said


def test_a_broken_seal_is_said_on_every_page(session, coordinator, edition):
    session.execute(update(AuditCoverage).values(in_date=29))
    session.commit()
    assert "Broken" in words(coordinator.page("/audits"))
    assert coordinator.page("/audits").h1.get_text() == "The seal of one audit is broken"
    for path in ("", "/coverage", "/knowledge", "/report/print"):
        assert "seal of this edition is broken" in words(
            coordinator.page(f"/audits/{edition.id}{path}")
        )


@pytest.mark.parametrize("path", ["/coverage", "/knowledge", "/report", "/report/print"])
def test_every_page_of_an_edition_opens(coordinator, edition, path):
    coordinator.page(f"/audits/{edition.id}{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/audits.csv",
        "/audits.xlsx",
        "/audits/{}/coverage.csv",
        "/audits/{}/coverage.xlsx",
        "/audits/{}/knowledge.csv",
        "/audits/{}/knowledge.xlsx",
        "/audits/{}/report.pdf",
        "/audits/{}/report.xlsx",
        "/audits/{}/report.zip",
        "/audits/{}/report.json",
    ],
)
def test_every_listing_and_report_can_be_taken_as_a_file(coordinator, edition, path):
    response = coordinator.get(path.format(edition.id))
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert len(response.data) > 100


def test_filters_stand_in_the_address_and_unknown_ones_are_ignored(
    coordinator, edition, partnership
):
    base = f"/audits/{edition.id}/coverage"
    assert "1 cell" in words(coordinator.page(f"{base}?role={partnership.role.code}"))
    assert "1 cell" in words(coordinator.page(f"{base}?role=R99&module=none"))
    assert "Nothing is asked there" in words(
        coordinator.page(f"{base}?agency={edition_agency(coordinator, edition, 'Silent Trust')}")
    )


def edition_agency(coordinator, edition, name):
    page = coordinator.page(f"/audits/{edition.id}/coverage")
    return next(option["value"] for option in page.select("option") if option.text == name)


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "zip", "json"])
def test_every_figure_can_be_taken_as_a_file_by_a_button_only(coordinator, edition, kind):
    address = f"/audits/{edition.id}/full"
    assert coordinator.get(address).status_code == 405
    response = coordinator.post(address, data={"kind": kind})
    assert f"-unsuppressed.{kind}" in response.headers["Content-Disposition"]
    assert coordinator.post(address, data={"kind": "exe"}).status_code == 400


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.LEARNER, Role.AUTHOR])
def test_only_a_coordinator_sees_audits(visitor, make, edition, role):
    visitor.sign_in(make.somebody(role, make.agency() if role is Role.AGENCY_LEAD else None))
    for path in ("/audits", f"/audits/{edition.id}", f"/audits/{edition.id}/report.json"):
        assert visitor.get(path).status_code == 403
    assert visitor.post(f"/audits/{edition.id}/full", data={"kind": "json"}).status_code == 403


def test_the_next_edition_says_how_coverage_moved(session, coordinator, edition, partnership):
    partnership.handlers(100, done_on=date(2026, 10, 5))
    later = freeze(session, name="Later", as_of=ON + timedelta(days=30), now=NOW, by=None)
    session.commit()
    assert "points since Autumn 2026" in words(coordinator.page(f"/audits/{later.id}"))
