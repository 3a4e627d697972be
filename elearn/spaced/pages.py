"""What people still know months later, as the coordinator may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.domain.retention import Retention
from elearn.domain.suppression import Policy
from elearn.spaced.forms import WhenForm
from elearn.spaced.queries import AskedRow

ALL = "All modules"
TOO_FEW = "Too few to say"
COLUMNS = (
    "Module",
    "After",
    ("People", True),
    ("At the first try", True),
    ("Months later", True),
    ("Change", True),
    ("Still 80% or more", True),
    ("Kept of what they learned", True),
)


@dataclass(frozen=True, slots=True)
class RememberedPage:
    """The figures, who was asked, and when people are asked."""

    title: str
    asked: tuple[str, ...]
    when: str
    columns: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    may_set: bool


@dataclass(frozen=True, slots=True)
class WhenPage:
    title: str
    form: WhenForm


def remembered_page(
    rows: Sequence[Retention],
    asked: Sequence[AskedRow],
    months: Sequence[int],
    *,
    titles: Mapping[str, str],
    policy: Policy,
    may_set: bool,
) -> RememberedPage:
    """The page; ``titles`` are those of modules by slug."""
    return RememberedPage(
        title="What people still know",
        asked=tuple(_asked(one, policy) for one in asked),
        when=when(months),
        columns=COLUMNS,
        rows=tuple(_row(one, titles) for one in rows),
        may_set=may_set,
    )


def when(months: Sequence[int]) -> str:
    """The intervals in words.

    >>> when((3, 9)), when((1,)), when(())
    ('3 and 9 months after a module', '1 month after a module', 'never')
    """
    if not months:
        return "never"
    words = " and ".join(str(one) for one in months)
    return f"{words} {'month' if months == (1,) else 'months'} after a module"


def name_of(row: Retention, titles: Mapping[str, str]) -> str:
    """The module's title, or that it is all of them."""
    return titles.get(row.module, row.module) if row.module else ALL


def _asked(row: AskedRow, policy: Policy) -> str:
    people = f"{row.people:,} {'person was' if row.people == 1 else 'people were'}"
    answered = f"fewer than {policy.hidden_to + 1}" if policy.is_few(row.answered) else row.answered
    after = f"{row.months} {'month' if row.months == 1 else 'months'}"
    return f"After {after}: {people} asked, {answered} answered."


def _row(row: Retention, titles: Mapping[str, str]) -> tuple[Any, ...]:
    after = f"{row.months} {'month' if row.months == 1 else 'months'}"
    if row.change is None or row.enough is None or row.people is None:
        few = {"text": TOO_FEW, "note": row.note}
        return (name_of(row, titles), after, few, "", "", "", "", "")
    return (
        name_of(row, titles),
        after,
        f"{row.people:,}",
        _per_cent(row.change.before),
        _per_cent(row.change.after),
        {"text": _points(row.change.change), "note": _span(row)},
        f"{row.enough:,} of {row.people:,}",
        _kept(row),
    )


def _kept(row: Retention) -> Any:
    if row.kept is None:
        return {"text": TOO_FEW, "note": "a pre-check tells what they knew before"}
    people = f"{row.kept.people:,} people"
    if row.kept.share is None:
        return {"text": "No gain", "note": people}
    means = f"{_per_cent(row.kept.before)} before, {_per_cent(row.kept.after)} then, "
    note = f"{people}: {means}{_per_cent(row.kept.later)} later"
    return {"text": _per_cent(100 * row.kept.share), "note": note}


def _per_cent(value: float) -> str:
    return f"{value:.0f}%"


def _points(value: float) -> str:
    return f"{value:+.0f} points".replace("-", "−")


def _span(row: Retention) -> str:
    interval = row.change.interval if row.change else None
    if interval is None:
        return ""
    return f"{interval.low:+.0f} to {interval.high:+.0f}".replace("-", "−")
