"""The coordinator's first page, from real rows."""

from datetime import UTC, datetime, timedelta

import pytest

from elearn.access.policy import Role
from elearn.audit.queries import week as queries
from elearn.audit.queries import week_of_audits as of_audits
from elearn.domain.requirements import Decision, Need
from elearn.models import (
    Audit,
    AuditAct,
    AuditActKind,
    AuditRequest,
    AuditRun,
    AuditState,
    Contact,
    HeadcountGrade,
    Letter,
    LetterState,
    RequirementProposal,
)
from elearn.web.clock import now, today

STALE = timedelta(days=91)


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def words(page):
    return " ".join(page.get_text(" ").split())


def letter(make, number, state, at):
    make._add(
        Letter(
            key=f"letter-{number}",
            recipient="a@agency.example",
            subject="s",
            body="b",
            message_id=f"<{number}@x>",
            state=state,
            not_before=at,
            created_at=at,
            sent_at=at if state is LetterState.SENT else None,
        )
    )


def test_the_page_says_what_needs_the_coordinator(coordinator, make, partnership):
    partnership.handlers(1)
    partnership.roster_on(today() - STALE)
    make.agency("Silent Trust")
    partnership.headcount(make.agency("Port"), 40, today(), HeadcountGrade.C)
    make._add(
        Contact(
            key="c",
            name="Labour line",
            number="1",
            hours="Always",
            what="x",
            source="x",
            review_by=today(),
        )
    )
    letter(make, 1, LetterState.FAILED, now())
    page = coordinator.page("/partnership")
    said = words(page)
    for part in (
        "Silent Trust: no list of people and no headcount",
        "Ask 1 agency for a fresh roster",
        "Renew 1 headcount",
        "Labour line: never checked",
        "1 letter that did not arrive",
        "Run an audit",
    ):
        assert part in said, part
    assert page.h1.get_text().endswith("things need you")


def test_names_of_people_are_never_on_it(coordinator, partnership, make):
    person = make.worker(partnership.council, partnership.role, name="Amina Okafor")
    make.completion(person, partnership.module, today())
    assert "Amina" not in words(coordinator.page("/partnership"))


def test_counts_begin_on_monday_and_old_failures_are_forgotten(session, make, partnership):
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    letter(make, 1, LetterState.SENT, monday)
    letter(make, 2, LetterState.SENT, monday - timedelta(days=1))
    letter(make, 3, LetterState.FAILED, monday - timedelta(days=29))
    letter(make, 4, LetterState.FAILED, monday - timedelta(days=31))
    found = queries.tallies(
        session,
        since=monday.date(),
        now=monday + timedelta(days=2),
        failed_since=monday - timedelta(days=30),
    )
    assert (found.letters_sent, found.letters_failed) == (1, 1)


def test_proposals_wait_until_they_are_decided(coordinator, session, make, partnership):
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    for number in range(2):
        session.add(
            RequirementProposal(
                agency_id=partnership.council.id,
                role_id=make.role().id,
                module_id=partnership.module.id,
                need=Need.REQUIRED,
                start=now.date(),
                grace_days=30,
                refresh_months=12,
                reason="We meet them daily.",
                proposed_by_id=make.person().id,
                proposed_at=now,
                decision=Decision.REFUSED if number else None,
                decided_at=now if number else None,
            )
        )
    session.commit()
    page = coordinator.page("/partnership")
    (link,) = page.select("a[href='/requirements/proposals']")
    assert "Answer 1 proposal about what is required" in link.find_parent("li").get_text()


def test_only_who_sees_the_partnership_sees_its_week(visitor, make):
    visitor.sign_in(make.somebody(Role.LEARNER))
    assert visitor.get("/partnership").status_code == 403


def test_runs_actions_and_missing_referrals_are_read_from_the_record(session, make, partnership):
    make.area("North")
    audit = make._add(
        Audit(
            name="Winter",
            as_of=today(),
            state=AuditState.COLLECTING,
            rules={},
            manifest={},
            scope={},
            seed=1,
            created_at=now(),
        )
    )
    make._add(AuditRun(audit_id=audit.id, return_by=today() - timedelta(days=1)))
    for agency in (partnership.council, make.agency("Port")):
        make._add(AuditRequest(audit_id=audit.id, agency_id=agency.id))
    make._add(
        AuditAct(
            audit_id=audit.id,
            agency_id=partnership.council.id,
            kind=AuditActKind.SIGN,
            day=today(),
            at=now(),
        )
    )
    (run,) = of_audits.runs(session, today=today())
    assert (run.name, run.asked, run.signed, run.is_stuck) == ("Winter", 2, 1, False)
    found = queries.tallies(session, since=today(), now=now(), failed_since=now())
    assert found.areas_without_referrals >= 1
    assert (found.asks.teams, found.asks.questions) == (0, 0)
