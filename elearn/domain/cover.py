"""Minimum cover of a team: so many people in date, at all times (audit-method C13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cover:
    """How many a rule needs and how many are in date. ``until`` is the day on which too few would
    be left if nobody trained; None where too few are now, or where it never comes to that."""

    needed: int
    in_date: int
    until: date | None

    @property
    def is_met(self) -> bool:
        return self.in_date >= self.needed


def expires_on(expiries: Sequence[date | None], on: date) -> date | None:
    """The first day on which somebody is no longer in date with all they need; None for whoever is
    not now. An expiry of None is a module that was never done, ``date.max`` one that never ends.

    >>> expires_on([date(2027, 1, 1), date(2026, 12, 1)], date(2026, 11, 1)).isoformat()
    '2026-12-01'
    >>> expires_on([date(2027, 1, 1), None], date(2026, 11, 1)) is None
    True
    """
    known = [day for day in expiries if day is not None and day > on]
    if not known or len(known) < len(expiries):
        return None
    return min(known)


def cover(people: Iterable[Sequence[date | None]], *, needed: int, on: date) -> Cover:
    """The cover that some people give, each by the expiries of what the rule asks of them.

    >>> day = date(2026, 11, 1)
    >>> team = [[date(2027, 1, 1)], [date(2027, 3, 1)], [None]]
    >>> cover(team, needed=2, on=day).until.isoformat(), cover(team, needed=3, on=day).is_met
    ('2027-01-01', False)
    """
    ends = sorted(end for each in people if (end := expires_on(each, on)) is not None)
    spare = len(ends) - needed
    until = ends[spare] if spare >= 0 and needed > 0 else None
    return Cover(needed, len(ends), None if until == date.max else until)
