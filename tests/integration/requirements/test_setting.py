"""Setting a line: from a day on, closing what held, and never touching the past."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from elearn.models import Need, Requirement, TrailEntry
from elearn.operations.trail import verify
from elearn.records.asked import asked
from elearn.requirements.actions.setting import RequirementError, cell_state, set_line
from elearn.web.clock import today

DAY = timedelta(days=1)


def rows(session, agency=None):
    session.expire_all()
    statement = select(Requirement).order_by(Requirement.start, Requirement.id)
    return [
        (one.need.value, one.start, one.end)
        for one in session.scalars(statement)
        if one.agency_id == (agency.id if agency else None)
    ]


@cache
def what_is_asked(on):
    """One statement a day: to put it together costs more than to run it."""
    return select(asked(on))


def asks(session, on):
    """Everything that is asked of everybody on a day."""
    return sorted(tuple(row) for row in session.execute(what_is_asked(on)))


def test_a_line_closes_the_one_before_and_says_who_set_it(session, make, place, by, boss):
    make.requirement(place.role, place.module, Need.OFFERED, start=date(2025, 1, 1))
    number = set_line(session, line=place.line(grace_days=90), by=by)
    assert rows(session) == [
        ("O", date(2025, 1, 1), today()),
        ("R", today(), None),
    ]
    row = session.get_one(Requirement, number)
    assert (row.set_by_id, row.reason, row.grace_days) == (boss.id, "So it was agreed.", 90)
    entry = session.scalar(select(TrailEntry).where(TrailEntry.action == "requirement.set"))
    assert entry.detail["need"] == "R"
    assert "agreed" not in str(entry.detail)
    assert verify(session) is None


def test_the_same_twice_changes_nothing(session, place, by):
    assert set_line(session, line=place.line(), by=by)
    assert set_line(session, line=place.line(), by=by) is None
    assert rows(session) == [("R", today(), None)]
    assert len(session.scalars(select(TrailEntry)).all()) == 1


def test_undo_is_setting_it_again_even_on_the_same_day(session, place, by):
    set_line(session, line=place.line(), by=by)
    set_line(session, line=place.line(Need.OFFERED), by=by)
    set_line(session, line=place.line(Need.REQUIRED), by=by)
    assert rows(session) == [
        ("R", today(), today()),
        ("O", today(), today()),
        ("R", today(), None),
    ]


def test_what_is_planned_for_later_stays_planned(session, place, by):
    later = today() + 30 * DAY
    set_line(session, line=place.line(Need.NOT_ASKED, start=later), by=by)
    set_line(session, line=place.line(), by=by)
    assert rows(session) == [("R", today(), later), ("-", later, None)]


def test_a_day_that_is_over_is_refused(session, place, by):
    with pytest.raises(RequirementError, match="is over"):
        set_line(session, line=place.line(start=today() - DAY), by=by)
    assert rows(session) == []


def test_somebody_who_saw_another_state_is_told(session, place, by):
    seen, _same = cell_state(session, place.line())
    set_line(session, line=place.line(Need.OFFERED), by=by)
    with pytest.raises(RequirementError, match="while you had the page open"):
        set_line(session, line=place.line(), by=by, seen=seen)


def test_an_agencys_own_line_ends_and_everybodys_counts_again(session, make, place, by):
    make.worker(place.ours, place.role)
    make.requirement(place.role, place.module)
    make.requirement(place.role, place.module, Need.NOT_ASKED, place.ours)
    assert asks(session, today()) == []
    set_line(session, line=place.line(None, agency=place.ours), by=by)
    assert [row[0] for row in rows(session, place.ours)] == ["-"]
    assert len(asks(session, today())) == 1


def test_one_agencys_line_touches_no_other(session, make, place, by):
    make.requirement(place.role, place.module)
    for agency in (place.ours, place.theirs):
        make.worker(agency, place.role)
    set_line(session, line=place.line(Need.OFFERED, agency=place.ours), by=by)
    assert {row.agency_id for row in session.execute(select(asked(today())))} == {place.theirs.id}


needs = st.sampled_from([*Need])
lines = st.lists(
    st.tuples(
        needs,
        st.booleans(),  # the agency's own
        st.integers(0, 40),  # days ahead
        st.sampled_from([0, 30, 90]),
        st.sampled_from([None, 6, 24]),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=lines, changes=lines)
def test_a_change_from_a_day_never_alters_what_was_asked_before_it(
    session, make, place, by, history, changes
):
    place = replace(place, role=make.role())
    for agency in (place.ours, place.theirs):
        make.worker(agency, place.role, start=date(2024, 5, 1))
    for number, (need, own, ago, grace, months) in enumerate(history):
        make.requirement(
            place.role,
            place.module,
            need,
            place.ours if own else None,
            start=today() - timedelta(days=400 + 50 * number + ago),
            grace_days=grace,
            refresh_months=months,
        )
    for need, own, ahead, grace, months in changes:
        first = today() + timedelta(days=ahead)
        days = [first - n * DAY for n in (1, 2, 10, 41, 200, 450)]
        before = {on: asks(session, on) for on in days}
        line = place.line(
            need,
            agency=place.ours if own else None,
            start=first,
            grace_days=grace,
            refresh_months=months,
        )
        set_line(session, line=line, by=by)
        assert {on: asks(session, on) for on in days} == before
        held = [
            (one.need, one.grace_days, one.refresh_months)
            for one in session.scalars(select(Requirement))
            if (one.agency_id, one.role_id) == (line.agency_id, line.role_id)
            and one.start <= first
            and (one.end is None or one.end > first)
        ]
        assert (need, grace, months) in held
