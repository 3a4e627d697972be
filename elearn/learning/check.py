"""A person's goes at the knowledge check: when the next may begin, and which one is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from elearn.domain.dates import add_months, london_today

AGAIN_AFTER_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Go:
    """One go at the knowledge check. ``form`` is the set of questions it asked."""

    public_id: str
    number: int
    form: str
    started_at: datetime
    submitted_at: datetime | None
    score: int | None
    out_of: int


def under_way(goes: Iterable[Go]) -> Go | None:
    """The go that is begun and not handed in."""
    return next((one for one in goes if one.submitted_at is None), None)


def last_done(goes: Iterable[Go]) -> Go | None:
    """The go handed in last."""
    done = [one for one in goes if one.submitted_at is not None]
    return max(done, key=lambda one: one.number, default=None)


def opens_on(goes: Sequence[Go]) -> date | None:
    """The day from which another go may begin; None when it may at once.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 8, 31, 12, tzinfo=UTC)
    >>> opens_on([Go("x", 1, "a", noon, noon, 20, 20)])
    datetime.date(2027, 2, 28)
    """
    last = last_done(goes)
    if last is None or last.submitted_at is None:
        return None
    return add_months(london_today(last.submitted_at), AGAIN_AFTER_MONTHS)


def may_begin(goes: Sequence[Go], today: date) -> bool:
    """Whether a new go may begin now."""
    opens = opens_on(goes)
    return under_way(goes) is None and (opens is None or opens <= today)


def is_counted(goes: Iterable[Go], form: str) -> bool:
    """Whether a go at this form counts in the statistics: the first one at it does."""
    return all(one.form != form for one in goes if one.submitted_at is not None)
