"""The forward look: in which quarter training runs out, and the seats that asks for (C13)."""

from collections.abc import Collection
from datetime import date, timedelta
from math import ceil

from elearn.domain.quarters import moved, quarter_of
from elearn.domain.suppression.earlier import RERUN_DAYS

LATER = ""  # after the quarters looked at, or never
QUARTERS_AHEAD = 8
SOON_QUARTERS = 3  # this one and the two after it: what sessions are booked for
A_SESSION = 20  # seats


def quarters_from(on: date) -> tuple[str, ...]:
    """The quarter of a day and the seven after it.

    >>> quarters_from(date(2026, 9, 30))[0], quarters_from(date(2026, 9, 30))[-1]
    ('2026-Q3', '2028-Q2')
    """
    first = quarter_of(on)
    return tuple(moved(first, steps) for steps in range(QUARTERS_AHEAD))


def quarter_of_expiry(year: int, month: int, lasts: int | None) -> str:
    """When what was completed in a month expires after so many months. A day that its month does
    not have moves back within it, so the day of the month never decides.

    >>> quarter_of_expiry(2026, 11, 12), quarter_of_expiry(2026, 2, None)
    ('2027-Q4', '')
    """
    if lasts is None:
        return LATER
    place = 12 * year + month - 1 + lasts
    return f"{place // 12}-Q{place % 12 // 3 + 1}"


def days_around(on: date) -> tuple[date, date]:
    """The first and last day on which a look would be too near to one of this day.

    >>> [day.isoformat() for day in days_around(date(2026, 9, 29))]
    ['2026-09-01', '2026-10-27']
    """
    near = timedelta(days=RERUN_DAYS)
    return on - near, on + near


def nearest(days: Collection[date], on: date) -> date:
    """The day nearest to another, of two the earlier.

    >>> nearest([date(2026, 9, 1), date(2026, 9, 5)], date(2026, 9, 3)).day
    1
    """
    return min(days, key=lambda day: (abs((day - on).days), day))


def seats_words(about: int, until: str) -> str:
    """What falls due until a day, and how many sessions that is.

    >>> seats_words(240, "30 June 2027")
    'About 240 refreshers fall due by 30 June 2027: 12 sessions of 20'
    >>> seats_words(0, "30 June 2027")
    'Few or no refreshers fall due by 30 June 2027'
    """
    if not about:
        return f"Few or no refreshers fall due by {until}"
    sessions = ceil(about / A_SESSION)
    many = "1 session" if sessions == 1 else f"{sessions:,} sessions"
    return f"About {about:,} refreshers fall due by {until}: {many} of {A_SESSION}"
