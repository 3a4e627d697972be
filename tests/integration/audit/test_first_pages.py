"""The coordinator's pages of audits before there is one, and of a first small one."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF
from elearn.models import Audit, TrailEntry
from tests.integration.audit.conftest import ON

pytestmark = pytest.mark.any_database

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def words(page):
    return " ".join(page.get_text(" ").split())


def test_without_an_audit_the_list_says_what_one_is_for(coordinator):
    assert "No audit yet" in words(coordinator.page("/audits"))


def test_an_audit_is_run_from_a_form_and_its_page_says_the_answer(
    session, coordinator, partnership
):
    partnership.handlers(20, done_on=date(2026, 1, 1))
    response = coordinator.post(
        "/audits/new", data={"census_date": "30/9/2026", "name": "Quick one"}
    )
    assert response.status_code == 303
    page = coordinator.page(response.location)
    assert (
        page.h1.get_text() == "100.0% of required training is in date, which meets the 90% target"
    )
    assert session.scalars(select(Audit.as_of)).one() == ON


@pytest.mark.parametrize(
    ("date_", "cure"),
    [
        ("", "Say the census date"),
        ("31/9/2026", "not a real date"),
        ("2099-01-01", "cannot be in the future"),
    ],
)
def test_a_census_date_that_cannot_be_is_refused_with_the_cure(coordinator, date_, cure):
    response = coordinator.post("/audits/new", data={"census_date": date_, "name": "Quick one"})
    assert response.status_code == 400
    assert cure in response.text


def test_small_numbers_are_hidden_unless_every_figure_is_asked_for_and_that_is_noted(
    session, coordinator, partnership
):
    partnership.handlers(9, done_on=date(2026, 1, 1))
    partnership.handlers(3)
    audit = freeze(session, name="Small", as_of=ON, now=NOW, by=None)
    session.commit()
    assert "hidden" in words(coordinator.page(f"/audits/{audit.id}/coverage"))
    assert "9 of 12" not in words(coordinator.page(f"/audits/{audit.id}"))
    before = len(session.scalars(select(TrailEntry.id)).all())
    response = coordinator.post(f"/audits/{audit.id}/full", data={"kind": "page"})
    assert response.status_code == 200
    assert "9 of 12" in " ".join(response.text.split())
    entries = session.scalars(select(TrailEntry).order_by(TrailEntry.id)).all()
    assert len(entries) == before + 1
    assert entries[-1].action == "audit.read-in-full"
    assert entries[-1].detail == {"as": "page"}


def test_an_audience_cannot_be_chosen_by_the_address(coordinator, session, partnership):
    partnership.handlers(9, done_on=date(2026, 1, 1))
    partnership.handlers(3)
    audit = freeze(session, name="Small", as_of=ON, now=NOW, by=None)
    session.commit()
    assert "9 of 12" not in words(coordinator.page(f"/audits/{audit.id}?audience=full"))


def test_an_edition_that_there_is_not_is_not_found(coordinator):
    assert coordinator.get("/audits/999").status_code == 404


def test_without_an_audit_an_author_is_told_who_makes_one(visitor, make):
    author = visitor.sign_in(make.somebody(Role.AUTHOR))
    assert "No audit yet" in words(author.page("/audits/questions"))
