"""Why people came into date or fell out of it: every case, and that all of them add up."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.changes import After, Before, Flows, Step, flows_of, step, with_moves
from elearn.domain.standing import standing

SINCE, ON = date(2026, 1, 1), date(2026, 6, 1)
LONG_AGO = date(2020, 1, 1)
OLD, NEW = date(2025, 3, 1), date(2026, 3, 1)


def came_of(before: Before | None, after: After | None) -> Step | None:
    return step(before, after, since=SINCE, on=ON)


def stayed(first: date | None, months: int | None, second: date | None, later: int | None = 0):
    """The step of somebody who counts on both days, by the completion of each."""
    refresher = months if later == 0 else later
    return came_of(Before(first, months, stays=True), After(second, refresher, LONG_AGO, was=True))


def test_people_in_post_on_both_days() -> None:
    assert stayed(None, 12, NEW) is Step.TRAINED
    assert stayed(date(2024, 1, 1), 12, NEW) is Step.TRAINED
    assert stayed(OLD, 12, OLD) is Step.LAPSED
    assert stayed(OLD, 12, NEW) is Step.RENEWED
    assert stayed(OLD, 24, NEW) is None  # it had not run out
    assert stayed(OLD, 24, None) is Step.WITHDRAWN
    assert stayed(OLD, 24, OLD, 12) is Step.RULE_OUT
    assert stayed(date(2024, 6, 2), 12, date(2024, 6, 2), 36) is Step.RULE_IN
    assert stayed(OLD, None, OLD) is None


def test_people_who_came_and_went() -> None:
    assert came_of(Before(OLD, 24, stays=False), None) is Step.LEFT
    assert came_of(Before(OLD, 24, stays=True), None) is Step.RULE_OUT
    assert came_of(Before(None, 24, stays=False), None) is None
    began = date(2026, 2, 1)
    assert came_of(None, After(OLD, 24, began, was=False)) is Step.JOINED
    assert came_of(None, After(NEW, 24, began, was=False)) is Step.TRAINED
    assert came_of(None, After(OLD, 24, LONG_AGO, was=True)) is Step.RULE_IN
    assert came_of(None, After(None, 24, began, was=False)) is None


days = st.none() | st.dates(date(2024, 1, 1), ON)
months = st.sampled_from([None, 6, 12, 24])


@given(
    st.none()
    | st.builds(Before, days.map(lambda day: day and min(day, SINCE)), months, st.booleans()),
    st.none() | st.builds(After, days, months, st.dates(date(2024, 1, 1), ON), st.booleans()),
)
def test_every_step_is_worth_the_change_it_explains(
    before: Before | None, after: After | None
) -> None:
    was = before is not None and standing(before.completed, before.months, SINCE).counts
    now = after is not None and standing(after.completed, after.months, ON).counts
    found = came_of(before, after)
    flows = flows_of({found: 1} if found else {}, change=now - was)
    assert flows.change == now - was
    if found is not Step.WITHDRAWN:
        assert flows.late == 0


@given(st.lists(st.sampled_from(Step), max_size=40), st.integers(-20, 20), st.randoms())
def test_flows_always_add_up_in_whatever_order(
    steps: list[Step], change: int, draw: Random
) -> None:
    flows = flows_of(Counter(steps), change=change)
    assert flows.change == change
    draw.shuffle(steps)
    assert flows_of(Counter(steps), change=change) == flows
    parts = [flows_of({one: 1}, change=0) for one in steps]
    assert sum(parts, Flows()).change == 0


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from(Step)))
def test_moves_are_nothing_in_the_partnership(steps: dict[str, Step]) -> None:
    mine = {place: one for place, one in steps.items() if "moved" not in one.value}
    found = Counter(with_moves(mine).values())
    assert found[Step.MOVED_IN] == found[Step.MOVED_OUT]
    assert not (found[Step.LEFT] and found[Step.JOINED])
    before, after = flows_of(Counter(mine.values()), change=0), flows_of(found, change=0)
    assert before.change == after.change
    assert before.left - before.joined == after.left - after.joined


def test_the_waterfall_of_the_chart_book() -> None:
    flows = Flows(742, 311, 402, 236, 98, 4, -41, 6)
    assert 5702 + flows.change == 6184


def test_expiry_day_is_lapsed() -> None:
    assert stayed(date(2025, 6, 1), 12, date(2025, 6, 1)) is Step.LAPSED
    assert stayed(date(2025, 6, 2), 12, date(2025, 6, 2)) is None
    assert stayed(SINCE + timedelta(days=1), 12, SINCE + timedelta(days=1)) is Step.TRAINED
