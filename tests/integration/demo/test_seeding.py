"""What the demonstration holds, and when it may be put somewhere."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from elearn.audit.actions import recompute, verify
from elearn.demo.seeding import DemoRefusedError, is_seeded, seed_demo
from elearn.domain.dates import add_months
from elearn.models import (
    Agency,
    AgencyDomain,
    Answer,
    Area,
    Attempt,
    Audit,
    AuditAct,
    AuditAgency,
    AuditCoverage,
    AuditState,
    Briefing,
    BriefingAttendance,
    Certificate,
    Completion,
    CompletionImport,
    Decision,
    Equivalence,
    EquivalenceState,
    EvidenceFile,
    FileState,
    Grade,
    Headcount,
    Module,
    ModuleVersion,
    PageSeen,
    Person,
    PlanAction,
    PlanUpdate,
    Posting,
    Referral,
    Registration,
    Requirement,
    RequirementProposal,
    RosterImport,
    ScenarioChoice,
    SpacedCheck,
    StaffRole,
    Team,
)
from elearn.operations import trail
from elearn.records.actions import compare_holdings
from tests.integration.demo.conftest import MODULES, NOW, SIZE, TODAY

SMALL = {"people": 60, "today": TODAY, "now": NOW, "modules": MODULES}


def number(session, table, *conditions):
    return session.scalar(select(func.count()).select_from(table).where(*conditions))


def frozen(session):
    """The audits that are frozen, the earliest first."""
    return session.scalars(
        select(Audit).where(Audit.frozen_at.is_not(None)).order_by(Audit.as_of)
    ).all()


def fingerprint(session):
    """Everything that was invented, without the numbers that the database gave."""
    whole = hashlib.sha256()
    for columns in (
        (Person.public_id, Person.full_name, Person.email, Person.manager_email),
        (Attempt.public_id, Attempt.draw, Attempt.started_at, Attempt.score, Attempt.passed),
        (Answer.choice, Answer.confidence, Answer.correct, Answer.answered_at),
        (Completion.completed_on, Completion.grade, Completion.source, Completion.recorded_at),
        (PageSeen.page, PageSeen.seen_at),
        (ScenarioChoice.node, ScenarioChoice.choice, ScenarioChoice.chosen_at),
        (Certificate.code, Certificate.issued_at),
        (Posting.start, Posting.end),
        (Referral.quarter, Referral.kind, Referral.number),
        (Audit.name, Audit.state, Audit.digest),
        (SpacedCheck.after_months, SpacedCheck.draw, SpacedCheck.written_at, SpacedCheck.used_at),
        (PlanAction.ref, PlanAction.gap, PlanAction.baseline_count, PlanAction.due_on),
        (PlanUpdate.on, PlanUpdate.status, PlanUpdate.note),
        (AuditAct.kind, AuditAct.day),
    ):
        rows = sorted(repr(tuple(row)) for row in session.execute(select(*columns)))
        whole.update("\n".join(rows).encode())
    return whole.hexdigest()


def test_it_is_the_partnership_of_the_contract(demonstration):
    assert number(demonstration, Person) == SIZE
    assert number(demonstration, Area) == 4
    assert number(demonstration, Agency) == 24
    states = sorted(demonstration.scalars(select(Audit.state)))
    assert states == [AuditState.COLLECTING, AuditState.FROZEN, AuditState.PUBLISHED]
    assert number(demonstration, Referral) == 4 * 12 * 2


def test_one_agency_has_headcount_only_and_one_returned_nothing(demonstration):
    latest = frozen(demonstration)[-1]
    returned = dict(
        demonstration.execute(
            select(AuditAgency.agency, AuditAgency.returned).where(
                AuditAgency.audit_id == latest.id
            )
        ).all()
    )
    assert returned["port-of-aldermouth"] == "headcount"
    assert returned["skerray-community-trust"] == "none"
    assert returned["aldermouth-schools-partnership"] == "mixed"
    assert returned["kestrel-survivors-support"] == "roster"
    assert number(demonstration, Headcount) > 0


def test_its_audits_are_proved_by_their_rows_and_by_the_events(demonstration):
    audits = frozen(demonstration)
    assert [audit.as_of for audit in audits] == [add_months(TODAY, -6), TODAY - timedelta(21)]
    for audit in audits:
        assert verify(demonstration, audit_id=audit.id)
        assert recompute(demonstration, audit_id=audit.id) == []


def test_its_record_and_its_trail_hold_together(demonstration):
    assert compare_holdings(demonstration) == []
    assert trail.verify(demonstration) is None


def test_agencies_differ(demonstration):
    latest = frozen(demonstration)[-1].id
    rows = demonstration.execute(
        select(AuditCoverage.agency, AuditCoverage.in_date, AuditCoverage.in_scope).where(
            AuditCoverage.audit_id == latest,
            AuditCoverage.module == "",
            AuditCoverage.agency.in_(["northmoor-university-hospitals", "isle-of-skerray-council"]),
        )
    )
    shares = {agency: in_date / in_scope for agency, in_date, in_scope in rows}
    assert shares["northmoor-university-hospitals"] > shares["isle-of-skerray-council"]


def test_the_record_has_every_grade_and_some_tries_without_a_pass(demonstration):
    grades = set(demonstration.scalars(select(Completion.grade).distinct()))
    assert {Grade.HERE, Grade.IMPORTED} <= grades
    assert number(demonstration, Attempt, Attempt.passed.is_(False)) > 0
    here = number(demonstration, Completion, Completion.grade == Grade.HERE)
    assert number(demonstration, Certificate) == here


def test_nothing_happens_after_the_day_it_plays_on(demonstration):
    for column in (Attempt.started_at, Answer.answered_at, PageSeen.seen_at, Audit.frozen_at):
        assert demonstration.scalar(select(func.max(column))) < NOW
    assert demonstration.scalar(select(func.max(Completion.completed_on))) < TODAY
    assert demonstration.scalar(select(func.max(Completion.recorded_at))) < NOW


def test_modules_were_published_before_anybody_learnt_from_them(demonstration):
    published = demonstration.scalars(select(ModuleVersion.published_at)).all()
    assert {moment.date() for moment in published} == {add_months(TODAY, -18)}
    assert demonstration.scalar(select(func.min(PageSeen.seen_at))) >= max(published)


def test_every_big_council_and_the_police_have_a_mash(demonstration):
    mash = demonstration.scalars(select(Agency.slug).join(Team).where(Team.is_mash)).all()
    assert sorted(mash) == [
        *("aldermouth-city-council", "isle-of-skerray-council", "northmoor-county-council"),
        *("northmoor-police", "wexcombe-city-council"),
    ]


def test_border_force_asks_more_of_its_officers_and_says_why(demonstration):
    rows = demonstration.execute(
        select(Agency.slug, StaffRole.code, Module.code, Requirement.need)
        .join(Agency, Agency.id == Requirement.agency_id)
        .join(StaffRole, StaffRole.id == Requirement.role_id)
        .join(Module, Module.id == Requirement.module_id)
        .where(Requirement.reason != "")
        .order_by(Module.code)
    )
    assert [tuple(row) for row in rows] == [
        ("border-force-northmoor-coast", "R11", code, "R") for code in ("M02", "M03")
    ]


def test_person_lists_are_fresh_but_for_two(demonstration):
    latest = dict(
        demonstration.execute(
            select(RosterImport.agency_id, func.max(RosterImport.applied_at)).group_by(
                RosterImport.agency_id
            )
        ).all()
    )
    ages = [(NOW - moment).days for moment in latest.values()]
    assert len(ages) == 22
    assert all(20 <= age <= 150 for age in ages)
    assert sum(age > 90 for age in ages) == 2


def test_a_lead_and_the_coordinator_find_something_to_do_on_each_page(demonstration):
    held, coming = demonstration.scalars(select(Briefing).order_by(Briefing.held_on))
    assert held.closed_at is not None
    assert coming.held_on > TODAY
    assert number(demonstration, BriefingAttendance) > 0
    states = set(demonstration.scalars(select(EvidenceFile.state)))
    assert states == {FileState.WAITING, FileState.APPROVED, FileState.REFUSED}
    courses = sorted(demonstration.scalars(select(Equivalence.state)))
    assert courses == [EquivalenceState.APPROVED, EquivalenceState.PROPOSED]
    (brought,) = demonstration.scalars(select(CompletionImport))
    assert brought.counts["new"] > 0
    decided = demonstration.scalars(select(RequirementProposal.decision)).all()
    assert set(decided) == {None, Decision.REFUSED}
    asking = demonstration.scalars(select(Registration)).all()
    assert len(asking) == 3
    assert all(one.proved_at and one.agency_id and not one.decided_at for one in asking)
    assert number(demonstration, AgencyDomain) == 2


def test_a_second_time_nothing_is_changed(demonstration):
    before = fingerprint(demonstration)
    assert is_seeded(demonstration)
    assert seed_demo(demonstration, **SMALL) is None
    assert fingerprint(demonstration) == before


def number_editions_from_one(session):
    """An edition says by its number which one it is compared with, and PostgreSQL gives no number
    twice, not even after a rollback."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT setval('audit_id_seq', 1, false)"))


def test_the_same_numbers_make_the_same_partnership(session, make):
    """Beside a module that was published just before, which is dated back."""
    make.module("planned-here", published_on=TODAY)
    number_editions_from_one(session)
    seed_demo(session, **SMALL)
    newest = session.scalar(select(func.max(ModuleVersion.published_at)))
    assert newest.date() == add_months(TODAY, -18)
    first = fingerprint(session)
    session.rollback()
    number_editions_from_one(session)
    seed_demo(session, **SMALL)
    assert fingerprint(session) == first
    session.rollback()
    seed_demo(session, **SMALL, seed=1)
    assert fingerprint(session) != first


def test_it_is_not_put_among_real_people(session, make):
    make.person()
    with pytest.raises(DemoRefusedError, match="people or agencies of its own"):
        seed_demo(session, **SMALL)


def test_it_is_all_or_nothing(session):
    def stop(what, _percent):
        if what.startswith("Freezing"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seed_demo(session, **SMALL, progress=stop)
    session.rollback()
    for table in (Person, Agency, Attempt, Completion, ModuleVersion):
        assert number(session, table) == 0
