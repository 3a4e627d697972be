"""The demonstration's plan, its minimum cover, its run under way, and what people knew later."""

import io

import pikepdf
import pytest
from sqlalchemy import select

from elearn.audit.plan.queries.listed import actions
from elearn.audit.queries import editions
from elearn.audit.reports.given import printed
from elearn.audit.reports.loading import given_for, named, opened_with_previous
from elearn.audit.run.facts import answer
from elearn.audit.run.queries import asked
from elearn.domain.suppression import Audience
from elearn.gateways.documents import TypstDocuments
from elearn.models import (
    Attempt,
    AttemptKind,
    Audit,
    AuditCover,
    AuditGain,
    AuditJudgement,
    AuditRun,
    AuditState,
    PlanAction,
    SpacedCheck,
)
from tests.integration.demo.conftest import NOW, TODAY
from tests.integration.demo.test_seeding import frozen, number


def test_the_first_audit_led_to_a_plan_and_the_second_one_judges_it(demonstration):
    first, second = frozen(demonstration)
    made = demonstration.scalars(select(PlanAction).order_by(PlanAction.ref)).all()
    assert {one.audit_id for one in made} == {first.id}
    assert all(one.due_on and one.owner_post and one.action for one in made)
    judged = demonstration.scalars(
        select(AuditJudgement.ref).where(AuditJudgement.audit_id == second.id)
    )
    assert sorted(judged) == [one.ref for one in made]
    plan = actions(demonstration)
    assert [one.row.owner_post for one in plan if one.escalates] == ["Head of people and culture"]
    late = [one.row.owner_post for one in plan if one.days_late(TODAY)]
    assert late == ["Deputy director of services"]


def test_a_run_is_under_way_and_its_agencies_are_not_equally_far(demonstration):
    [run] = demonstration.scalars(select(Audit).where(Audit.state == AuditState.COLLECTING))
    found = asked(demonstration, run.id, today=TODAY, now=NOW)
    until = demonstration.get(AuditRun, run.id)
    states = {
        answer(
            one, since=until.collecting_since, return_by=until.return_by, today=TODAY
        ).state.value
        for one in found
    }
    assert states == {"signed", "under-way", "not-started"}


def test_pre_checks_and_questions_months_later_are_on_record(demonstration):
    kinds = set(demonstration.scalars(select(Attempt.kind).distinct()))
    assert kinds == set(AttemptKind)
    answered = number(demonstration, SpacedCheck, SpacedCheck.attempt_id.is_not(None))
    assert 0 < answered < number(demonstration, SpacedCheck)
    pairs = demonstration.scalars(select(AuditGain.pairs).where(AuditGain.months == 0))
    assert max(pairs) > 0


def test_teams_have_a_minimum_of_their_own(demonstration):
    second = frozen(demonstration)[-1]
    rows = demonstration.scalars(select(AuditCover).where(AuditCover.audit_id == second.id)).all()
    assert {one.agency for one in rows} >= {"aldermouth-city-council", "northmoor-police"}


@pytest.mark.any_database
def test_the_report_for_the_steering_group_has_eight_to_twelve_pages(demonstration):
    edition, previous = editions.with_before(demonstration, frozen(demonstration)[1].id)
    pages = {}
    for reader in (Audience.PARTNERSHIP, Audience.FULL):  # public copies are shorter
        opened, before = opened_with_previous(
            demonstration, edition, previous, audience=reader, now=NOW
        )
        given = given_for(demonstration, opened, before, partnership="Northmoor", today=TODAY)
        made = TypstDocuments().report(printed(named(given, "steering")))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            pages[reader] = len(pdf.pages)
    assert all(8 <= number <= 12 for number in pages.values()), pages
