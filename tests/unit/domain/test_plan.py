"""Slips, escalation and verdicts of actions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from elearn.domain.plan import (
    ActionStatus,
    Flows,
    Measure,
    Origin,
    Step,
    Verdict,
    closed_on,
    escalates,
    judge,
    judge_coverage,
    judge_number,
    judge_share,
    slips,
)

DAY = date(2026, 11, 1)


def log(*steps):
    """Steps of state and weeks until due, a day apart."""
    return [
        Step(DAY + timedelta(days=number), ActionStatus(status), DAY + timedelta(weeks=weeks))
        for number, (status, weeks) in enumerate(steps)
    ]


def test_saying_it_slips_and_putting_it_off_are_a_slip_each_unless_said_together():
    assert slips(log(("not-started", 4), ("slipping", 4))) == 1
    assert slips(log(("not-started", 4), ("slipping", 6))) == 1
    assert slips(log(("not-started", 4), ("slipping", 4), ("slipping", 4))) == 1
    assert slips(log(("not-started", 4), ("slipping", 4), ("on-track", 6))) == 2
    assert slips(log(("not-started", 4), ("on-track", 3))) == 0


def test_only_an_open_action_that_slipped_twice_is_escalated():
    twice = (("not-started", 4), ("slipping", 5), ("slipping", 6))
    assert escalates(log(*twice))
    assert not escalates(log(*twice[:2]))
    assert not escalates(log(*twice, ("done", 6)))


def test_an_action_is_closed_on_the_day_it_was_first_said_to_be_and_may_open_again():
    done = log(("on-track", 4), ("done", 4), ("done", 4))
    assert closed_on(done) == DAY + timedelta(days=1)
    assert closed_on(log(("done", 4), ("on-track", 4))) is None


@given(gained=st.integers(0, 60), lost=st.integers(0, 60))
def test_coverage_is_judged_by_the_exact_test_on_who_moved(gained, lost):
    verdict = judge_coverage(Measure(50, 100), target=90, flows=Flows(gained, lost))
    moved = gained + lost and binomtest(gained, gained + lost).pvalue < 0.05
    expected = Verdict.NO_CLEAR_CHANGE
    if moved:
        expected = Verdict.MOVED if gained > lost else Verdict.WORSE
    assert verdict is expected


def test_the_target_decides_before_anything_else():
    worse = Flows(0, 40)
    assert judge_coverage(Measure(90, 100), target=90, flows=worse) is Verdict.MET
    assert judge_share(Measure(99, 100), Measure(91, 100), target=90) is Verdict.MET


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (Measure(48, 80), Measure(56, 70), Verdict.MOVED),
        (Measure(56, 70), Measure(48, 80), Verdict.WORSE),
        (Measure(8, 12), Measure(9, 12), Verdict.NO_CLEAR_CHANGE),
        (Measure(8, 12), Measure(0, 0), Verdict.NOT_KNOWN),
        (Measure(8, 12), None, Verdict.NOT_KNOWN),
    ],
)
def test_knowledge_is_judged_by_the_interval_of_the_difference(before, after, verdict):
    assert judge_share(before, after, target=95) is verdict


def test_points_and_cover_are_complete_in_themselves():
    assert judge_number(Measure(1, 3), Measure(3, 3)) is Verdict.MET
    assert judge_number(Measure(2, 3), Measure(1, 3)) is Verdict.WORSE
    assert judge_number(Measure(1, 3), Measure(2, 6)) is Verdict.NO_CLEAR_CHANGE


def test_without_a_baseline_nothing_is_known():
    for origin in Origin:
        assert judge(origin, None, Measure(1, 2), target=None) is Verdict.NOT_KNOWN
    assert judge(Origin.COVERAGE, Measure(1, 2), Measure(2, 2), target=1) is Verdict.NOT_KNOWN
