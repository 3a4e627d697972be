"""Where one person stands with one module on one day."""

from datetime import date, timedelta
from enum import StrEnum

from elearn.domain.dates import DUE_SOON_DAYS, expires_on


class Standing(StrEnum):
    """One state per person and module. Due soon is part of in date."""

    IN_DATE = "in-date"
    DUE_SOON = "due-soon"
    EXPIRED = "expired"
    NEVER = "never"

    @property
    def label(self) -> str:
        """The fixed words for people.

        >>> Standing.NEVER.label
        'Never done'
        """
        return _LABELS[self]

    @property
    def counts(self) -> bool:
        """Whether the person is in date, due soon or not.

        >>> [each.value for each in Standing if each.counts]
        ['in-date', 'due-soon']
        """
        return self in {Standing.IN_DATE, Standing.DUE_SOON}


_LABELS = {
    Standing.IN_DATE: "In date",
    Standing.DUE_SOON: "Due soon",
    Standing.EXPIRED: "Expired",
    Standing.NEVER: "Never done",
}


def standing(
    completed_on: date | None,
    refresh_months: int | None,
    on: date,
    due_soon_days: int = DUE_SOON_DAYS,
) -> Standing:
    """The standing on the day ``on``, as audit-method.md C3.2 and C13 define it.

    On the day it expires a completion no longer counts. One made after ``on`` is not known
    yet on that day. ``refresh_months`` None means that it never expires.

    >>> standing(date(2024, 11, 22), 24, on=date(2026, 11, 21)).label
    'Due soon'
    >>> standing(date(2024, 11, 22), 24, on=date(2026, 11, 22)).label
    'Expired'
    """
    if completed_on is None or completed_on > on:
        return Standing.NEVER
    ends = expires_on(completed_on, refresh_months)
    if ends is None:
        return Standing.IN_DATE
    if ends <= on:
        return Standing.EXPIRED
    return Standing.DUE_SOON if ends - on <= timedelta(days=due_soon_days) else Standing.IN_DATE
