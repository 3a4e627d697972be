"""How the next freeze judges actions, and what readers may see of it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.actions.prove import recompute
from elearn.models import AuditJudgement, PlanAction
from tests.integration.audit.plan.conftest import given, opened, words

pytestmark = pytest.mark.xdist_group("plan")
LATER, FROZEN_LATER = date(2026, 12, 31), datetime(2027, 1, 5, 9, tzinfo=UTC)
MADE = datetime(2026, 10, 2, 9, tzinfo=UTC)


@pytest.fixture
def acted(session, coordinator, edition, partnership):
    """An action from the coverage of the council's module, and one from a topic of it."""
    agency, module = partnership.council.slug, partnership.module.slug
    base = f"/audits/{edition.id}/actions/new"
    for number, query in enumerate(
        (
            f"origin=coverage&agency={agency}&module={module}",
            f"origin=knowledge&agency={agency}&topic=T1",
        )
    ):
        data = given(partnership.council, once=str(number), target="95")
        assert coordinator.post(f"{base}?{query}", data=data).status_code == 303
    session.execute(update(PlanAction).values(created_at=MADE))
    session.commit()
    return session.scalars(select(PlanAction).order_by(PlanAction.id)).all()


def judge_later(session):
    audit = freeze(session, name="New Year", as_of=LATER, now=FROZEN_LATER, by=None)
    session.commit()
    rows = session.scalars(select(AuditJudgement).order_by(AuditJudgement.ref)).all()
    return audit, rows


def test_coverage_moved_when_clearly_more_came_into_date_than_fell_out(
    session, make, acted, people, partnership
):
    for person in people[20:28]:
        make.completion(person, partnership.module, date(2026, 11, 3))
    audit, [coverage, knowledge] = judge_later(session)
    assert (coverage.gained, coverage.lost) == (8, 0)
    assert (coverage.baseline_count, coverage.baseline_base) == (20, 30)
    assert (coverage.now_count, coverage.now_base) == (28, 30)
    assert coverage.verdict == "moved"
    assert knowledge.verdict == "met"
    assert audit.manifest["rows"]["judgements"] == 2
    assert recompute(session, audit_id=audit.id) == []


def test_nothing_happened_is_no_clear_change(session, acted):
    _audit, [coverage, _knowledge] = judge_later(session)
    assert (coverage.gained, coverage.lost, coverage.verdict) == (0, 0, "no-clear-change")


def test_an_action_that_came_after_the_census_day_is_not_judged(session, acted):
    session.execute(update(PlanAction).values(created_at=FROZEN_LATER))
    session.commit()
    _audit, rows = judge_later(session)
    assert rows == []


@pytest.mark.any_database
def test_the_edition_says_how_earlier_actions_did_and_the_lead_sees_the_numbers(
    session, visitor, coordinator, acted, people, partnership, lead, make
):
    for person in people[20:]:
        make.completion(person, partnership.module, date(2026, 11, 3))
    audit, _rows = judge_later(session)
    opened(session, audit)
    page = words(coordinator.page(f"/audits/{audit.id}/actions"))
    assert "Of 2 earlier actions, 2 met the target or moved." in page
    assert "30 of 30 in date (100.0%)" in page
    assert acted[0].ref in coordinator.get(f"/audits/{audit.id}/actions.csv").text
    assert f"/audits/{audit.id}/actions" in coordinator.get(f"/actions/{acted[0].id}").text
    own = f"/agencies/{partnership.council.slug}/actions/{acted[0].id}"
    said = words(visitor.sign_in(lead).page(own))
    assert "10 came into date and 0 fell out" in said
    assert "Met" in said


@pytest.mark.any_database
def test_a_verdict_is_hidden_with_the_numbers_it_rests_on(
    session, coordinator, acted, people, partnership, make
):
    for person in people[20:28]:  # two of thirty are left: that number is hidden
        make.completion(person, partnership.module, date(2026, 11, 3))
    audit, _rows = judge_later(session)
    shown = opened(session, audit).shown
    [coverage, _knowledge] = shown.more["judgement"]
    assert (coverage.now, coverage.verdict) == (None, None)
    text = coordinator.get(f"/audits/{audit.id}/actions.csv").text
    assert "hidden with the numbers it rests on" in text
    assert ",28,30," not in text


@pytest.mark.any_database
def test_an_edition_of_before_says_that_nothing_was_judged(coordinator, edition):
    page = words(coordinator.page(f"/audits/{edition.id}/actions"))
    assert "There was no action of an earlier audit to judge." in page


@pytest.mark.any_database
def test_only_the_coordinator_opens_the_plan(visitor, make, edition):
    visits = visitor.sign_in(make.somebody(Role.AUTHOR))
    for page in ("/actions", f"/audits/{edition.id}/actions", f"/audits/{edition.id}/seats"):
        assert visits.get(page).status_code == 403
