"""Minimum cover of a team, and the day it breaks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.cover import cover

DAY = date(2026, 11, 1)
days = st.none() | st.integers(-40, 400).map(lambda number: DAY + timedelta(days=number))
teams = st.lists(st.lists(days, min_size=1, max_size=3), max_size=9)


def test_somebody_is_in_date_with_all_of_it_or_not_at_all():
    found = cover([[DAY + timedelta(1), None], [DAY, DAY + timedelta(9)]], needed=1, on=DAY)
    assert (found.in_date, found.is_met, found.until) == (0, False, None)


def test_what_never_expires_never_breaks():
    assert cover([[date.max]], needed=1, on=DAY).until is None


@given(team=teams, needed=st.integers(1, 5))
def test_it_holds_until_that_day_and_not_on_it(team, needed):
    found = cover(team, needed=needed, on=DAY)
    if found.until is None:
        assert not found.is_met
        return
    before = cover(team, needed=needed, on=found.until - timedelta(days=1))
    assert before.is_met
    assert not cover(team, needed=needed, on=found.until).is_met


@given(team=teams, needed=st.integers(1, 5), end=st.integers(1, 400))
def test_one_more_in_date_never_makes_it_worse(team, needed, end):
    before = cover(team, needed=needed, on=DAY)
    after = cover([*team, [DAY + timedelta(days=end)]], needed=needed, on=DAY)
    assert after.in_date == before.in_date + 1
    assert after.is_met or not before.is_met
