from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.dates import (
    DayError,
    add_months,
    earliest_in_date,
    earliest_not_due_soon,
    expires_on,
    london_today,
    parse_day,
    uk_date,
    uk_time,
)

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
months = st.integers(1, 60)


@pytest.mark.parametrize(
    ("day", "by", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 22), -24, date(2024, 11, 22)),
    ],
)
def test_months_are_calendar_months_cut_to_the_last_day(day: date, by: int, expected: date) -> None:
    assert add_months(day, by) == expected


@given(days, months)
def test_the_earliest_day_in_date_is_in_date_and_the_day_before_is_not(on: date, m: int) -> None:
    earliest = earliest_in_date(on, m)
    expiry, before = expires_on(earliest, m), expires_on(earliest - timedelta(days=1), m)
    assert expiry is not None and expiry > on  # noqa: PT018
    assert before is not None and before <= on  # noqa: PT018


@given(days, days, months)
def test_one_comparison_decides_like_the_expiry_date(completed: date, on: date, m: int) -> None:
    expiry = expires_on(completed, m)
    assert expiry is not None
    assert (completed >= earliest_in_date(on, m)) == (expiry > on)


@given(days, days, months)
def test_one_comparison_decides_whether_it_is_due_soon(completed: date, on: date, m: int) -> None:
    expiry = expires_on(completed, m)
    assert expiry is not None
    later = (expiry - on).days > 60
    assert (completed >= earliest_not_due_soon(on, m)) == later


def test_training_without_an_interval_never_ends() -> None:
    assert expires_on(date(2020, 1, 1), None) is None
    assert earliest_in_date(date(2026, 1, 1), None) == date.min
    assert earliest_not_due_soon(date(2026, 1, 1), None) == date.min


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_today_is_the_day_in_london(now: datetime, expected: date) -> None:
    assert london_today(now) == expected


def test_an_instant_without_a_time_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        london_today(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (9, 0, "9am"),
        (12, 0, "midday"),
        (12, 30, "12:30pm"),
        (17, 30, "5:30pm"),
        (23, 59, "11:59pm"),
    ],
)
def test_times_read_as_people_say_them(hour: int, minute: int, expected: str) -> None:
    assert uk_time(datetime(2026, 1, 5, hour, minute, tzinfo=UTC)) == expected


@given(days)
def test_a_printed_date_can_be_read_again(day: date) -> None:
    for text in (uk_date(day), day.isoformat(), f"{day.day}/{day.month}/{day.year}"):
        assert parse_day(f"  {text} ") == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T00:00:00",
        "2026-11-22 00:00:00",
        "22/11/2026 00:00",
        "22 Nov 2026",
        "22 nov 2026",
        "22 11 2026",
        "22.11.2026",
        "22-11-2026",
    ],
)
def test_what_spreadsheets_make_of_a_date_is_read(text: str) -> None:
    assert parse_day(text) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Say the day"),
        ("soon", "soon is not a date"),
        ("11/22/2026", "not a real date"),
        ("2026-02-30", "not a real date"),
        ("22/11/26", "not a date"),
        ("22 Smarch 2026", "not a real date"),
        ("22-11/2026", "not a date"),
        ("2026-11-22T09:30:00", "not a date"),
        ("٢٢/١١/٢٠٢٦", "not a date"),
        ("1/1/0026", "year 26 cannot be right"),
        ("1/1/2926", "year 2926 cannot be right"),
        ("x" * 900, "not a date"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(DayError, match=says) as refused:
        parse_day(text)
    assert len(str(refused.value)) < 120
