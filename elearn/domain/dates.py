"""Days and months as the training rules count them, and dates as people write them."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DUE_SOON_DAYS = 60
EXAMPLE_DAY = "For example, 30/9/2026."  # the hint of every box for a date
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_UK = re.compile(r"(\d{1,2})([/. -])(\d{1,2})\2(\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_WORDS = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})", re.ASCII)


class DayError(ValueError):
    """A text is not a date we can read; the message says what to write."""


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` calendar months later, or the month's last day.

    >>> add_months(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    >>> add_months(date(2026, 3, 31), -1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def expires_on(completed_on: date, refresh_months: int | None) -> date | None:
    """The first day a completion no longer counts (audit-method.md C13); None if it never ends.

    >>> expires_on(date(2024, 11, 22), 24)
    datetime.date(2026, 11, 22)
    >>> expires_on(date(2024, 11, 22), None) is None
    True
    """
    return None if refresh_months is None else add_months(completed_on, refresh_months)


def earliest_in_date(on: date, refresh_months: int | None) -> date:
    """The smallest day of completion that is still in date on ``on``.

    A completion on day c is in date exactly when ``earliest_in_date(on, m) <= c <= on``, which
    is how a database can decide it with one comparison and no calendar.

    >>> earliest_in_date(date(2026, 11, 22), 24)
    datetime.date(2024, 11, 23)
    >>> earliest_in_date(date(2025, 2, 28), 12)
    datetime.date(2024, 3, 1)
    >>> earliest_in_date(date(2026, 11, 22), None) == date.min
    True
    """
    if refresh_months is None:
        return date.min
    day = add_months(on, -refresh_months) + timedelta(days=1)
    while add_months(day, refresh_months) <= on:
        day += timedelta(days=1)
    return day


def earliest_not_due_soon(on: date, refresh_months: int | None, days: int = DUE_SOON_DAYS) -> date:
    """The smallest day of completion that is in date for more than ``days`` days after ``on``.

    >>> earliest_not_due_soon(date(2026, 11, 22), 24)
    datetime.date(2025, 1, 22)
    """
    return earliest_in_date(on + timedelta(days=days), refresh_months)


def london_today(now: datetime) -> date:
    """The day it is in London at the instant ``now``, which must carry its time zone.

    >>> from datetime import UTC
    >>> london_today(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    datetime.date(2026, 7, 1)
    """
    if now.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return now.astimezone(LONDON).date()


def first_moment_after(day: date) -> datetime:
    """The instant at which a day is over in London.

    >>> from datetime import UTC
    >>> first_moment_after(date(2026, 6, 30)).astimezone(UTC).isoformat()
    '2026-06-30T23:00:00+00:00'
    """
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def uk_date(day: date) -> str:
    """A date as the pages print it.

    >>> uk_date(date(2026, 11, 2))
    '2 November 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def typed_date(day: date) -> str:
    """A date as people type it: what stands in the box of a form.

    >>> typed_date(date(2026, 9, 30))
    '30/9/2026'
    """
    return f"{day.day}/{day.month}/{day.year}"


def uk_time(moment: datetime) -> str:
    """A time of day in London as the pages print it.

    >>> from datetime import UTC
    >>> uk_time(datetime(2026, 7, 1, 16, 30, tzinfo=UTC))
    '5:30pm'
    >>> uk_time(datetime(2026, 12, 1, 12, 0, tzinfo=UTC))
    'midday'
    """
    local = moment.astimezone(LONDON)
    if local.minute == 0 and local.hour in {0, 12}:
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"


def uk_moment(moment: datetime) -> str:
    """A day and time in London as the pages print them.

    >>> from datetime import UTC
    >>> uk_moment(datetime(2026, 10, 12, 15, 12, tzinfo=UTC))
    '12 October 2026, 4:12pm'
    """
    return f"{uk_date(london_today(moment))}, {uk_time(moment)}"


def _month_number(word: str) -> int:
    """1 to 12 for a month's name or its first three letters, 0 for any other word."""
    names = [name.lower() for name in MONTHS]
    matches = [i for i, name in enumerate(names, 1) if word.lower() in {name, name[:3]}]
    return matches[0] if matches else 0


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _UK.fullmatch(text):
        return int(found[4]), int(found[3]), int(found[1])
    if found := _WORDS.fullmatch(text):
        return int(found[3]), _month_number(found[2]), int(found[1])
    return None


def parse_day(text: str) -> date:
    """Read a date written year first, UK day first or in words; nothing is guessed.

    >>> parse_day("2026-11-22") == parse_day("22/11/2026") == parse_day("22 November 2026")
    True
    >>> parse_day("22 11 2026") == parse_day("22.11.2026") == parse_day("22/11/2026")
    True
    >>> parse_day("11/22/2026")
    Traceback (most recent call last):
    elearn.domain.dates.DayError: 11/22/2026 is not a real date. Write it as 22/11/2026.
    """
    shown = " ".join(text.split())
    parts = _year_month_day(shown)
    if not shown:
        raise DayError("Say the day. Write it as 22/11/2026.")
    if parts is None:
        raise DayError(f"{shown[:40]} is not a date. Write it as 22/11/2026.")
    try:
        day = date(*parts)
    except ValueError:
        raise DayError(f"{shown} is not a real date. Write it as 22/11/2026.") from None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise DayError(f"The year {day.year} cannot be right. Check the date.")
    return day
