"""What an edition must hide because a reader also has one of shortly before (C5.4, C13).

Two counts of almost the same day differ by single people, so their difference is a count of people
like any other: one to four are few. Months apart people come, go, lapse and renew besides, and the
difference of two counts says of nobody what became of them; the flows, which would, go through the
engine themselves.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from elearn.domain.coverage import Counts, RuleSet
from elearn.domain.suppression.coverage import CoverageKey
from elearn.domain.suppression.policy import Audience, policy_for
from elearn.domain.suppression.shapes import DUE_SOON, EXPIRED, IN_DATE, NEVER, Fields
from elearn.domain.suppression.since import SINCE

RERUN_DAYS = 28
FIELD_NAMES = {
    IN_DATE: "in_date",
    DUE_SOON: "due_soon",
    EXPIRED: "expired",
    NEVER: "never",
    SINCE: "since_change",
}


def first_day_of_reruns(on: date) -> date:
    """The first census date that is shortly before a day.

    >>> first_day_of_reruns(date(2026, 9, 29))
    datetime.date(2026, 9, 1)
    """
    return on - timedelta(days=RERUN_DAYS)


def closed_by_earlier(
    now: Mapping[CoverageKey, Counts],
    earlier: Iterable[Mapping[CoverageKey, Counts]],
    *,
    rules: RuleSet,
) -> dict[CoverageKey, Fields]:
    """The numbers that the partnership may not see beside editions of shortly before: those that
    differ by few from any of them. How many people are in scope says nothing of anybody.

    Earlier numbers count whether they were shown or hidden, so that a number that was hidden in
    between cannot be stepped over.

    >>> key = CoverageKey("council", "", "M01")
    >>> then, now = {key: Counts(50, 40, 0, 0, 10)}, {key: Counts(50, 38, 0, 0, 12)}
    >>> [sorted(fields) for fields in closed_by_earlier(now, [then], rules=RuleSet()).values()]
    [[1, 4]]
    """
    few = policy_for(Audience.PARTNERSHIP, rules).is_few
    found: dict[CoverageKey, Fields] = {}
    for then in earlier:
        for key in now.keys() & then.keys():
            pairs = zip(_values(now[key]), _values(then[key]), strict=True)
            fields = frozenset(
                field
                for field, (new, old) in enumerate(pairs)
                if field in FIELD_NAMES and few(abs(new - old))
            )
            if fields:
                found[key] = found.get(key, frozenset()) | fields
    return found


def _values(counts: Counts) -> tuple[int, ...]:
    row = (counts.in_scope, counts.in_date, counts.due_soon, counts.expired, counts.never)
    return (*row, counts.since_change)
