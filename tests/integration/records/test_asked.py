"""What is asked of whom on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from elearn.models import Need
from elearn.records.asked import asked, latest_completions

ON = date(2026, 6, 1)


@pytest.fixture
def place(make):
    agency, role, module = make.agency(), make.role(), make.module()
    make.requirement(role, module)
    return agency, role, module


def rows(session, on=ON, **kw):
    return session.execute(select(asked(on, **kw))).all()


def test_a_posting_in_a_role_that_needs_a_module_is_asked_for_it(session, make, place):
    agency, role, module = place
    person = make.worker(agency, role)
    (row,) = rows(session)
    assert (row.person_id, row.module_id, row.refresh_months) == (person.id, module.id, 24)
    assert not row.in_grace
    assert not row.away


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        (ON, None, True),
        (ON + timedelta(days=1), None, False),
        (date(2020, 1, 1), ON, False),
        (date(2020, 1, 1), ON + timedelta(days=1), True),
    ],
)
def test_a_posting_counts_from_its_start_until_before_its_end(
    session, make, place, start, end, counted
):
    agency, role, _ = place
    make.worker(agency, role, start=start, end=end)
    assert len(rows(session)) == counted


def test_an_agencys_own_rule_goes_before_the_partnerships(session, make, place):
    agency, role, module = place
    make.worker(agency, role)
    make.requirement(role, module, need=Need.NOT_ASKED, agency=agency)
    assert rows(session) == []


def test_an_agency_may_ask_for_more_and_says_why(session, make):
    agency, role, module = make.agency(), make.role(), make.module()
    make.worker(agency, role)
    make.requirement(role, module, agency=agency, refresh_months=12, reason="Port duty")
    (row,) = rows(session)
    assert (row.refresh_months, row.reason) == (12, "Port duty")


def test_the_latest_rule_in_force_counts(session, make):
    agency, role, module = make.agency(), make.role(), make.module()
    make.worker(agency, role)
    make.requirement(role, module, start=date(2025, 1, 1), refresh_months=24)
    make.requirement(role, module, start=date(2026, 1, 1), refresh_months=12)
    assert [row.refresh_months for row in rows(session)] == [12]
    assert [row.refresh_months for row in rows(session, date(2025, 6, 1))] == [24]


def test_the_modules_own_interval_is_used_where_the_rule_names_none(session, make):
    agency, role, module = make.agency(), make.role(), make.module(refresh_months=36)
    make.worker(agency, role)
    make.requirement(role, module, refresh_months=None)
    assert rows(session)[0].refresh_months == 36


def test_a_module_that_is_only_planned_is_asked_of_nobody(session, make):
    agency, role = make.agency(), make.role()
    make.worker(agency, role)
    make.requirement(role, make.module(published_on=None))
    make.requirement(role, make.module(published_on=ON + timedelta(days=1)))
    assert rows(session) == []


def test_a_starter_is_in_grace_until_the_day_it_ends(session, make):
    agency, role, module = make.agency(), make.role(), make.module()
    make.requirement(role, module, grace_days=60)
    make.worker(agency, role, start=ON - timedelta(days=59))
    make.worker(agency, role, start=ON - timedelta(days=60))
    assert sorted(row.in_grace for row in rows(session)) == [False, True]


@pytest.mark.parametrize(
    ("posted", "ruled", "due"),
    [
        (date(2020, 1, 1), date(2020, 1, 1), date(2020, 3, 1)),
        (date(2020, 1, 1), ON, ON),  # in the role before the rule: due on its first day
        (ON - timedelta(days=10), ON, ON + timedelta(days=50)),
        (ON - timedelta(days=60), ON - timedelta(days=5), ON),
    ],
)
def test_people_and_audits_are_told_the_same_day(session, make, posted, ruled, due):
    agency, role, module = make.agency(), make.role(), make.module()
    make.requirement(role, module, grace_days=60, start=ruled)
    make.worker(agency, role, start=posted)
    (row,) = rows(session)
    assert (row.due_on, bool(row.in_grace)) == (due, due > ON)


@pytest.mark.parametrize(
    ("began", "ended", "away"),
    [
        (ON - timedelta(days=91), None, True),
        (ON - timedelta(days=90), None, False),
        (ON - timedelta(days=200), ON, False),
        (ON - timedelta(days=200), ON + timedelta(days=1), True),
    ],
)
def test_an_absence_counts_after_ninety_days(session, make, place, began, ended, away):
    agency, role, _ = place
    make.absence(make.worker(agency, role), began, ended)
    assert bool(rows(session)[0].away) is away


def test_the_latest_completion_is_as_at_the_day_and_not_revoked(session, make, place):
    agency, role, module = place
    person = make.worker(agency, role)
    make.completion(person, module, date(2025, 1, 1))
    make.completion(person, module, date(2026, 1, 1))
    latest = select(latest_completions(date(2025, 6, 1)))
    assert session.execute(latest).one().completed_on == date(2025, 1, 1)
    latest = select(latest_completions(ON))
    assert session.execute(latest).one().completed_on == date(2026, 1, 1)


def test_the_interval_is_that_of_the_modules_version_of_the_day(session, make):
    agency, role, module = make.agency(), make.role(), make.module(refresh_months=24)
    make.worker(agency, role)
    make.requirement(role, module, refresh_months=None)
    module.refresh_months = 12
    make.version(module, 2, published_on=ON)
    assert rows(session, ON - timedelta(days=1))[0].refresh_months == 24
    assert rows(session, ON)[0].refresh_months == 12


def test_a_module_published_after_midnight_in_london_is_of_the_next_day(session, make):
    agency, role, module = make.agency(), make.role(), make.module(published_on=None)
    make.worker(agency, role)
    make.requirement(role, module)
    version = make.version(module, published_on=ON)
    version.published_at = datetime(ON.year, ON.month, ON.day, 23, 30, tzinfo=UTC)
    session.commit()
    assert rows(session, ON) == []
    assert len(rows(session, ON + timedelta(days=1))) == 1
