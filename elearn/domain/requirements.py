"""Which modules a posting asks for on a given day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

ABSENCE_DAYS = 90

Key = int | str


class Need(StrEnum):
    """One cell of the requirement matrix."""

    REQUIRED = "R"
    OFFERED = "O"
    NOT_ASKED = "-"

    @property
    def label(self) -> str:
        """The fixed words for people.

        >>> Need("-").label
        'Not asked'
        """
        return {"R": "Required", "O": "Offered", "-": "Not asked"}[self.value]


class Decision(StrEnum):
    """What became of an agency's proposal; one that waits has none."""

    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Duty(IntEnum):
    """How somebody stands to one module on a day: as a number, so that a database can sort it."""

    NONE = 0
    GRACE = 1  # asked, not in date, and still in the days of grace
    DUE = 2  # asked, not in date, and counted
    MET = 3  # asked and in date


class Effect(StrEnum):
    """What a change of the matrix does to somebody, in the order of a table's columns."""

    DUE = "Become due"
    GRACE = "In grace"
    HELD = "In date already"
    RELIEVED = "No longer due"
    RELEASED = "No longer asked"


def effect_of(before: Duty, after: Duty) -> Effect | None:
    """What it is for somebody that their duty changes; None where it does not.

    >>> effect_of(Duty.NONE, Duty.DUE).value, effect_of(Duty.MET, Duty.NONE).value
    ('Become due', 'No longer asked')
    >>> effect_of(Duty.DUE, Duty.DUE) is None
    True
    """
    if before is after:
        return None
    if after is Duty.MET:
        return Effect.HELD if before is Duty.NONE else Effect.RELIEVED
    return {Duty.DUE: Effect.DUE, Duty.GRACE: Effect.GRACE, Duty.NONE: Effect.RELEASED}[after]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the matrix as somebody wants it, by the numbers of its rows.

    ``agency_id`` None is everybody's. ``need`` None ends an agency's own rule: everybody's counts
    again. ``refresh_months`` None is the module's own interval.
    """

    agency_id: int | None
    role_id: int
    module_id: int
    need: Need | None
    start: date
    grace_days: int
    refresh_months: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class RequirementRule:
    """A line of the matrix: in force from ``start`` until the day before ``end``.

    ``agency`` None means every agency. ``refresh_months`` None means the module's own interval.
    """

    agency: Key | None
    role: Key
    module: Key
    need: Need
    start: date
    end: date | None = None
    grace_days: int = 0
    refresh_months: int | None = None


def covers(start: date, end: date | None, on: date) -> bool:
    """Whether ``on`` lies in a span that begins on ``start`` and is over on ``end``.

    >>> covers(date(2026, 1, 1), date(2026, 2, 1), on=date(2026, 2, 1))
    False
    """
    return start <= on and (end is None or on < end)


def rule_in_force(
    rules: Iterable[RequirementRule], agency: Key, role: Key, module: Key, on: date
) -> RequirementRule | None:
    """The line that decides: the agency's own before everybody's, then the latest start.

    >>> everybody = RequirementRule(None, "R1", "M01", Need.REQUIRED, date(2025, 1, 1))
    >>> ours = RequirementRule("trust", "R1", "M01", Need.OFFERED, date(2024, 1, 1))
    >>> rule_in_force([everybody, ours], "trust", "R1", "M01", on=date(2026, 1, 1)).need.label
    'Offered'
    """
    matching = [
        rule
        for rule in rules
        if rule.agency in {None, agency}
        and (rule.role, rule.module) == (role, module)
        and covers(rule.start, rule.end, on)
    ]
    return max(matching, key=lambda rule: (rule.agency is not None, rule.start), default=None)


def due_on(rule: RequirementRule, posting_start: date) -> date:
    """The first day the requirement counts for somebody who started on ``posting_start``.

    >>> rule = RequirementRule(None, 1, 2, Need.REQUIRED, date(2025, 1, 1), grace_days=60)
    >>> due_on(rule, date(2026, 1, 1))
    datetime.date(2026, 3, 2)
    """
    return posting_start + timedelta(days=rule.grace_days)


def in_scope(
    rule: RequirementRule | None,
    posting_start: date,
    posting_end: date | None,
    absence_start: date | None,
    on: date,
    absence_days: int = ABSENCE_DAYS,
) -> bool:
    """Whether a person in this posting counts in the denominator on ``on`` (C13, Counting).

    ``absence_start`` is the first day of the absence that covers ``on``, None if there is none.

    >>> rule = RequirementRule(None, 1, 2, Need.REQUIRED, date(2025, 1, 1), grace_days=60)
    >>> in_scope(rule, date(2026, 1, 1), None, None, on=date(2026, 3, 1))
    False
    >>> in_scope(rule, date(2026, 1, 1), None, None, on=date(2026, 3, 2))
    True
    """
    if rule is None or rule.need is not Need.REQUIRED:
        return False
    if not covers(posting_start, posting_end, on) or on < due_on(rule, posting_start):
        return False
    return absence_start is None or (on - absence_start).days <= absence_days
