from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.dates import earliest_in_date, earliest_not_due_soon
from elearn.domain.standing import Standing, standing

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("completed_on", "refresh_months", "expected"),
    [
        (None, 24, Standing.NEVER),
        (None, None, Standing.NEVER),
        (date(2026, 11, 23), 24, Standing.NEVER),  # not known yet on that day
        (date(2026, 11, 22), 24, Standing.IN_DATE),
        (date(1999, 1, 1), None, Standing.IN_DATE),
        (date(2025, 1, 22), 24, Standing.IN_DATE),  # 61 days left
        (date(2025, 1, 21), 24, Standing.DUE_SOON),  # 60 days left
        (date(2024, 11, 23), 24, Standing.DUE_SOON),  # its last day
        (date(2024, 11, 22), 24, Standing.EXPIRED),  # on the expiry day it is over
        (date(2001, 1, 1), 24, Standing.EXPIRED),
    ],
)
def test_standing_on_the_edges(
    completed_on: date | None, refresh_months: int | None, expected: Standing
) -> None:
    assert standing(completed_on, refresh_months, ON) is expected


def test_a_leap_day_expires_on_the_last_of_february() -> None:
    assert standing(date(2024, 2, 29), 12, date(2025, 2, 27)) is Standing.DUE_SOON
    assert standing(date(2024, 2, 29), 12, date(2025, 2, 28)) is Standing.EXPIRED


def test_how_soon_is_soon_can_be_set() -> None:
    assert standing(date(2025, 1, 21), 24, ON, due_soon_days=30) is Standing.IN_DATE


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 36),
)
def test_the_two_limits_a_database_uses_say_the_same(
    completed: date, on: date, months: int
) -> None:
    if completed > on:
        expected = Standing.NEVER
    elif completed < earliest_in_date(on, months):
        expected = Standing.EXPIRED
    elif completed < earliest_not_due_soon(on, months):
        expected = Standing.DUE_SOON
    else:
        expected = Standing.IN_DATE
    assert standing(completed, months, on) is expected


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(1, 36))
def test_standing_never_gets_better_with_time(completed: date, months: int) -> None:
    order = [Standing.IN_DATE, Standing.DUE_SOON, Standing.EXPIRED]
    seen = [
        order.index(standing(completed, months, completed + timedelta(days=n)))
        for n in range(0, 1200, 17)
    ]
    assert seen == sorted(seen)


def test_the_words_are_the_fixed_ones() -> None:
    assert [each.label for each in Standing] == ["In date", "Due soon", "Expired", "Never done"]
    assert [each.counts for each in Standing] == [True, True, False, False]
