"""The action plan: from a cell to its log, for the coordinator and for an agency."""

from datetime import date

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import Letter, PlanAction, PlanUpdate, TrailEntry
from tests.integration.audit.plan.conftest import given, words

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("plan")]


@pytest.fixture
def cell(edition, partnership):
    agency, module = partnership.council.slug, partnership.module.slug
    return f"/audits/{edition.id}/actions/new?origin=coverage&agency={agency}&module={module}"


@pytest.fixture
def action(session, coordinator, lead, cell, partnership):
    assert coordinator.post(cell, data=given(partnership.council)).status_code == 303
    return session.scalar(select(PlanAction))


def test_without_actions_the_plan_says_where_they_come_from(coordinator):
    assert "An action begins with a finding" in words(coordinator.page("/actions"))


def test_coverage_and_knowledge_offer_an_action_for_each_row(coordinator, edition):
    for page in ("coverage", "knowledge"):
        links = coordinator.page(f"/audits/{edition.id}/{page}").select("a[href*='actions/new']")
        assert links
        form = coordinator.page(links[0]["href"])
        assert "The finding" in words(form)
        assert form.select_one("#target")["value"] in ("90", "80")


def test_a_finding_in_the_band_act_is_proposed_until_it_has_an_action(
    coordinator, edition, cell, partnership
):
    page = f"/audits/{edition.id}/actions"
    assert "1 finding needs an action" in words(coordinator.page(page))
    assert "31 Oct 2026" in words(coordinator.page(page)) or "31 October 2026" in words(
        coordinator.page(page)
    )
    coordinator.post(cell, data=given(partnership.council))
    assert "Every finding in the band Act has an action" in words(coordinator.page(page))


def test_an_action_keeps_its_baseline_and_tells_the_leads_once(session, action, lead, coordinator):
    assert (action.baseline_count, action.baseline_base) == (20, 30)
    assert (action.shown_count, action.shown_base) == (20, 30)
    assert action.ref.startswith("A-")
    [letter] = session.scalars(select(Letter).where(Letter.person_id == lead.id))
    assert action.ref in letter.subject
    page = words(coordinator.page(f"/actions/{action.id}"))
    assert "20 of 30 in date (66.7%)" in page
    assert "Head of safeguarding" in page
    assert "Not started" in page
    made = session.scalar(select(TrailEntry).where(TrailEntry.action == "action.made"))
    assert made.detail["refs"] == [action.ref]


def test_a_form_sent_twice_makes_one_action(session, coordinator, action, cell, partnership):
    again = coordinator.post(cell, data=given(partnership.council))
    assert again.status_code == 303
    assert again.location.endswith(f"/actions/{action.id}")
    assert len(session.scalars(select(PlanAction)).all()) == 1
    assert len(session.scalars(select(Letter)).all()) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"action": "  "}, "Say what is to be done"),
        ({"owner_post": ""}, "Say which post sees to it"),
        ({"due": "1/1/2020"}, "This day is past"),
        ({"due": "soon"}, "is not a date"),
        ({"target": "120"}, "Type a number from 0 to 100"),
        ({"type": "magic"}, "Not a valid choice"),
    ],
)
def test_a_form_with_a_fault_says_so_and_makes_nothing(
    session, coordinator, cell, partnership, changes, said
):
    response = coordinator.post(cell, data=given(partnership.council, **changes))
    assert response.status_code == 400
    assert said in response.text
    assert session.scalar(select(PlanAction)) is None


@pytest.mark.parametrize("query", ["?origin=", "?origin=magic", "?origin=coverage&agency=a%00b"])
def test_an_address_that_names_no_cell_is_no_page(coordinator, edition, query):
    assert coordinator.get(f"/audits/{edition.id}/actions/new{query}").status_code == 404


def test_a_cell_that_the_edition_has_not_makes_nothing(session, coordinator, edition, partnership):
    address = f"/audits/{edition.id}/actions/new?origin=coverage&agency=nobody&module=nothing"
    assert coordinator.post(address, data=given(partnership.council)).status_code == 404
    assert session.scalar(select(PlanAction)) is None


def test_the_lead_sees_exact_numbers_and_adds_to_the_log(
    session, visitor, action, lead, partnership
):
    home = f"/agencies/{partnership.council.slug}/actions"
    lead_visits = visitor.sign_in(lead)
    assert action.ref in words(lead_visits.page(home))
    page = lead_visits.page(f"{home}/{action.id}")
    assert "20 of 30 in date" in words(page)
    seen = page.select_one("[name=seen]")["value"]
    sent = {"seen": seen, "status": "on-track", "note": "Rooms are booked."}
    assert lead_visits.post(f"{home}/{action.id}", data=sent).status_code == 303
    lead_visits.post(f"{home}/{action.id}", data=sent)  # the same form again
    log = session.scalars(select(PlanUpdate).order_by(PlanUpdate.number)).all()
    assert [(one.number, one.status.value, one.note) for one in log] == [
        (1, "not-started", ""),
        (2, "on-track", "Rooms are booked."),
    ]
    assert "Rooms are booked." in words(lead_visits.page(f"{home}/{action.id}"))


def test_a_lead_neither_sees_nor_changes_what_another_agency_owns(
    make, session, visitor, action, partnership
):
    other = make.agency("Other Trust")
    visits = visitor.sign_in(make.somebody(Role.AGENCY_LEAD, other))
    for agency in (other, partnership.council):
        assert visits.get(f"/agencies/{agency.slug}/actions/{action.id}").status_code == 404
    assert visits.get("/actions").status_code == 403
    sent = {"seen": "1", "status": "done", "note": ""}
    visits.post(f"/agencies/{other.slug}/actions/{action.id}", data=sent)
    assert len(session.scalars(select(PlanUpdate)).all()) == 1


def test_an_action_that_slipped_twice_is_for_the_steering_group(session, coordinator, action):
    address = f"/actions/{action.id}"
    for number, due in ((1, "1/3/2099"), (2, "1/4/2099")):
        sent = {"seen": number, "status": "slipping", "note": "No trainer.", "due": due}
        assert coordinator.post(address, data=sent).status_code == 303
    assert "goes to the Steering Group" in words(coordinator.page(address))
    assert action.ref in words(coordinator.page("/actions?show=escalated"))
    assert "No action fits" in words(coordinator.page("/actions?show=closed"))
    last = session.scalars(select(PlanUpdate).order_by(PlanUpdate.number.desc())).first()
    assert last.due_on == date(2099, 4, 1)


def test_slipping_needs_a_reason(coordinator, action):
    sent = {"seen": "1", "status": "slipping", "note": "", "due": ""}
    response = coordinator.post(f"/actions/{action.id}", data=sent)
    assert response.status_code == 400
    assert "Say why" in response.text


def test_the_lists_leave_as_files(visitor, coordinator, action, lead, partnership):
    assert action.ref in coordinator.get("/actions.csv").text
    assert coordinator.get("/actions.xlsx").status_code == 200
    visits = visitor.sign_in(lead)
    own = f"/agencies/{partnership.council.slug}/actions"
    assert "20 of 30" in visits.get(f"{own}.csv").text
    assert visits.get(f"{own}.xlsx").status_code == 200
