"""The coordinator's pages of a run and of its proof, and the page on which a lead answers."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from elearn.access.policy import Role
from elearn.audit.editions import SHELF
from elearn.audit.run.routes import found
from elearn.domain.dates import typed_date
from elearn.models import Audit, AuditJob, AuditRequest, AuditRun, JobState, Letter, TrailEntry
from elearn.operations.heartbeat import beat
from elearn.web.clock import now, today
from tests.integration.audit.running import running

pytestmark = pytest.mark.any_database
LAST_TWO = select(TrailEntry.action).order_by(TrailEntry.id.desc()).limit(2)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


@pytest.fixture
def run(partnership):
    """A run of today, for which agencies are asked until tomorrow."""
    run = running(partnership)
    run.at = now()
    run.open(as_of=today(), until=today() + timedelta(days=1)).collect()
    return run


def late(run):
    """The day agencies were given is past."""
    yesterday = today() - timedelta(days=1)
    run.session.execute(update(AuditRun).values(return_by=yesterday))
    run.session.commit()


def words(page):
    return " ".join(page.main.get_text(" ").split())


def opened(coordinator, **changed):
    form = {
        "name": "Autumn 2026",
        "census_date": today().isoformat(),
        "return_by": (today() + timedelta(days=30)).isoformat(),
        "act": "ask",
    }
    return coordinator.post("/audits/new/run", data=form | changed)


def test_a_run_is_opened_with_a_scope_and_agencies_are_asked(session, coordinator, run):
    assert "Open an audit that asks agencies" in words(coordinator.page("/audits/new"))
    assert "City Council" in words(coordinator.page("/audits/new/run"))
    answer = opened(coordinator, agencies=[run.trust.slug])
    assert session.scalars(LAST_TWO).all() == ["audit.collecting", "audit.opened"]
    page = coordinator.page(answer.location)
    assert page.h1.get_text() == "0 of 1 agency have signed"
    assert "Limited to 1 agency." in words(page)
    assert session.scalars(
        select(AuditRequest.agency_id).where(AuditRequest.audit_id != run.audit)
    ).all() == [run.trust.id]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("return_by", "2020-01-01", "Choose a day that is still to come"),
        ("census_date", "soon", "census_date"),
        ("name", "", "Give the audit a name"),
        ("agencies", "nowhere", "agencies"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(coordinator, field, value, says):
    answer = opened(coordinator, **{field: value})
    assert answer.status_code == 400
    assert says in answer.text
    assert "govuk-error-message" in answer.text


def test_opened_only_asks_nobody_until_told(session, coordinator, run):
    address = opened(coordinator, act="open").location
    page = coordinator.page(address)
    assert page.h1.get_text() == "The audit is open, and nobody has been asked yet"
    coordinator.post(f"{address}/collect")
    assert coordinator.page(address).h1.get_text() == "0 of 2 agencies have signed"


def test_the_wall_says_what_each_agency_has_done_and_filters(coordinator, run):
    run.answer(run.council)
    run.session.commit()
    page = coordinator.page(f"/audits/{run.audit}")
    assert page.h1.get_text() == "1 of 2 agencies has signed"
    rows = [words_of(row) for row in page.select("table.app-stack tbody tr")]
    assert rows[0].startswith("Harbour Trust")
    assert "Not started" in rows[0]
    assert "Signed" in rows[1]
    some = coordinator.page(f"/audits/{run.audit}?state=signed")
    assert len(some.select("table.app-stack tbody tr")) == 1
    file = coordinator.get(f"/audits/{run.audit}.csv?state=signed").text
    assert "City Council" in file
    assert "Harbour Trust" not in file
    assert coordinator.get(f"/audits/{run.audit}.xlsx").status_code == 200
    none = coordinator.page(f"/audits/{run.audit}?state=late")
    assert "No agency is in that state" in words(none)


def words_of(row):
    return " ".join(row.get_text(" ").split())


def test_one_click_writes_to_those_who_are_late_and_a_second_to_nobody(session, coordinator, run):
    late(run)
    address = f"/audits/{run.audit}"
    assert coordinator.page(address).h1.get_text() == "0 of 2 agencies have signed, 2 are late"
    before = len(session.scalars(select(Letter.id)).all())
    assert coordinator.post(f"{address}/chase").status_code == 303
    assert "2 letters written." in words(coordinator.page(address))
    coordinator.post(f"{address}/chase")
    assert "Nobody was written to" in words(coordinator.page(address))
    assert len(session.scalars(select(Letter.id)).all()) == before + 2


def test_more_time_is_given_on_the_wall(coordinator, run):
    until = today() + timedelta(days=14)
    address = f"/audits/{run.audit}"
    coordinator.post(f"{address}/extend", data={"return_by": until.isoformat()})
    assert typed_date(until) in str(coordinator.page(address))
    assert (
        coordinator.post(f"{address}/extend", data={"return_by": "1999-01-01"}).status_code == 400
    )


def test_before_freezing_it_says_who_has_not_signed_and_who_gave_nothing(
    session, coordinator, run, partnership
):
    silent = partnership.make.agency("Silent Trust")
    session.add(AuditRequest(audit_id=run.audit, agency_id=silent.id))
    session.commit()
    page = coordinator.page(f"/audits/{run.audit}/freeze")
    assert page.h1.get_text() == "3 agencies have not signed: freeze anyway?"
    assert "They will be counted as not returned" in words(page)
    answer = coordinator.post(f"/audits/{run.audit}/freeze")
    assert answer.location.endswith(f"/audits/{run.audit}")
    assert "is in date" in coordinator.page(answer.location).h1.get_text()
    assert coordinator.post(f"/audits/{run.audit}/freeze").status_code == 303
    frozen = session.scalars(select(TrailEntry.id).where(TrailEntry.action == "audit.frozen"))
    assert len(frozen.all()) == 1


def test_a_large_one_is_frozen_in_the_background_and_the_page_looks_again(
    session, coordinator, run, monkeypatch
):
    monkeypatch.setattr(found, "AT_ONCE", 0)
    beat(session, name="worker", now=now())
    session.commit()
    address = f"/audits/{run.audit}"
    coordinator.post(f"{address}/freeze")
    coordinator.post(f"{address}/freeze")
    waiting = coordinator.get(address)
    assert waiting.headers["Refresh"] == "2"
    assert "Waiting for its turn" in waiting.text
    assert "Freeze it now" not in waiting.text
    beat(session, name="worker", now=now() - timedelta(minutes=6))
    session.commit()
    assert "Freeze it now" in coordinator.get(address).text
    coordinator.post(f"{address}/freeze")
    assert session.get_one(Audit, run.audit).frozen_at is not None
    assert session.scalars(select(AuditJob.state)).all() == [JobState.DONE]


def test_a_quick_run_of_a_large_partnership_waits_too(session, coordinator, run, monkeypatch):
    monkeypatch.setattr(found, "AT_ONCE", 0)
    beat(session, name="worker", now=now())
    session.commit()
    form = {"census_date": today().isoformat(), "name": "Quick"}
    address = coordinator.post("/audits/new", data=form).location
    assert coordinator.page(address).h1.get_text() == "The audit is being frozen"


def test_why_it_was_not_frozen_stands_on_its_page(session, coordinator, run, monkeypatch):
    monkeypatch.setattr(found, "AT_ONCE", 0)
    beat(session, name="worker", now=now())
    session.commit()
    coordinator.post(f"/audits/{run.audit}/freeze")
    session.execute(update(AuditJob).values(state=JobState.FAILED, sentence="Try again."))
    session.commit()
    assert "It was not frozen. Try again." in words(coordinator.page(f"/audits/{run.audit}"))


def test_a_cancelled_run_says_so_and_asks_nothing(coordinator, run):
    address = f"/audits/{run.audit}"
    assert "Spring" not in words(coordinator.page(f"{address}/cancel"))
    coordinator.post(f"{address}/cancel")
    page = coordinator.page(address)
    assert page.h1.get_text() == "This audit was cancelled"
    assert not page.main.select("form[method=post]")
    assert "Autumn 2026" not in words(coordinator.page("/audits"))


def test_runs_under_way_stand_above_the_editions(coordinator, run):
    page = coordinator.page("/audits")
    assert "Under way" in words(page)
    assert page.main.select_one(f"a[href='/audits/{run.audit}']").get_text() == "Autumn 2026"


def test_the_proof_publishes_restates_and_leads_both_ways(session, coordinator, run):
    run.freeze()
    session.commit()
    old = f"/audits/{run.audit}"
    page = coordinator.page(f"{old}/proof")
    assert page.h1.get_text().startswith("The seal holds")
    assert "0 of 2 agencies. Not signed: City Council and Harbour Trust" in words(page)
    assert page.select_one("nav [aria-current=page]").get_text() == "Proof"
    coordinator.post(f"{old}/publish")
    assert "Published" in words(coordinator.page(f"{old}/proof"))
    assert coordinator.post(f"{old}/restate", data={"cause": ""}).status_code == 400
    new = coordinator.post(f"{old}/restate", data={"cause": "Bank staff were missing."}).location
    assert session.scalars(LAST_TWO).all() == ["audit.frozen", "audit.restating"]
    assert "Bank staff were missing." in words(coordinator.page(f"{new}/proof"))
    page = coordinator.page(f"{old}/proof")
    assert "Another edition took the place of this one" in words(page)
    assert page.main.select_one(f"a[href='{new}']")
    assert "was restated" in words(coordinator.page(old))
    assert coordinator.get(f"{old}/restate").status_code == 303


def test_what_came_late_and_what_differs_is_said_without_numbers(
    session, coordinator, run, partnership
):
    run.freeze()
    session.commit()
    partnership.handlers(1, done_on=today())
    address = f"/audits/{run.audit}"
    page = coordinator.page(f"{address}/proof")
    assert "It has not been counted again yet" in words(page)
    assert "1 completion came late" in words(page)
    coordinator.post(f"{address}/recount")
    said = words(coordinator.page(f"{address}/proof"))
    assert "rows differ" in said
    assert f"coverage {run.council.slug}" in said


@pytest.fixture
def lead(visitor, run):
    return visitor.sign_in(run.leads[run.council.id])


def press(lead, page, button):
    """Send the form of a button."""
    form = next(one for one in page.main.select("form") if button in one.get_text())
    return lead.post(form["action"])


def test_a_lead_sees_what_is_asked_confirms_and_signs(lead, run, session):
    address = f"/agencies/{run.council.slug}/audit"
    page = lead.page(address)
    assert page.h1.get_text().startswith("4 things are still to do by")
    assert len(page.main.select(".app-todo > li")) == 4
    assert "Sign for" not in words(page)
    press(lead, page, "This list is right as at")
    press(lead, page, "There is nothing to bring in")
    run.assessed(run.council)
    page = lead.page(address)
    assert page.h1.get_text().startswith("1 thing is still to do")
    press(lead, page, "Sign for City Council")
    press(lead, page, "Sign for City Council")
    page = lead.page(address)
    assert page.h1.get_text() == "You have signed: nothing more is asked of you"
    assert not page.main.select("form")


def test_a_headcount_agency_confirms_headcounts(visitor, make, run, partnership):
    charity = make.agency("Small Charity")
    partnership.headcount(charity, 12)
    run.session.add(AuditRequest(audit_id=run.audit, agency_id=charity.id))
    run.session.commit()
    lead = visitor.sign_in(make.somebody(Role.AGENCY_LEAD, charity))
    page = lead.page(f"/agencies/{charity.slug}/audit")
    assert "Confirm the headcounts" in words(page)
    assert page.main.select_one(f"a[href='/agencies/{charity.slug}/headcount']")


def test_an_agency_that_is_not_asked_is_told_so(visitor, make, run):
    other = make.agency("Late Joiner")
    lead = visitor.sign_in(make.somebody(Role.AGENCY_LEAD, other))
    page = lead.page(f"/agencies/{other.slug}/audit")
    assert page.h1.get_text() == "No training audit asks you for anything now"
    assert lead.post(f"/agencies/{other.slug}/audit/{run.audit}/sign").status_code == 404
    assert lead.get(f"/agencies/{run.council.slug}/audit").status_code == 404
