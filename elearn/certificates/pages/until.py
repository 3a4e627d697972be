"""Until when a certificate is true, in words."""

from datetime import date

from elearn.domain.dates import expires_on
from elearn.domain.standing import Standing, standing
from elearn.web.languages import long_day, say


def until(completed_on: date, refresh_months: int | None, today: date) -> tuple[Standing, str]:
    """Where it stands on a day, and the sentence that says until when it is in date, or was.

    >>> until(date(2026, 3, 9), 24, date(2026, 11, 22))[1]
    'In date until 9 March 2028'
    >>> until(date(2022, 3, 9), 24, date(2026, 11, 22))[1]
    'It ran out on 9 March 2024'
    """
    state = standing(completed_on, refresh_months, today)
    ends = expires_on(completed_on, refresh_months)
    if ends is None:
        return state, say("In date, with no end date")
    if not state.counts:
        return state, say("It ran out on %(day)s", day=long_day(ends))
    return state, say("In date until %(day)s", day=long_day(ends))
