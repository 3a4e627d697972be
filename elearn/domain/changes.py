"""Why the number of people in date differs between two days: one cause a person, and their sums.

audit-method.md C13: newly trained + renewed - lapsed - leavers (trained) + joiners (already
trained) +/- transfers +/- rule or matrix changes +/- late data = change in people in date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elearn.domain.dates import expires_on
from elearn.domain.standing import standing


class Step(StrEnum):
    """What became of one person's module in one agency between the two days."""

    TRAINED = "trained"
    RENEWED = "renewed"
    LAPSED = "lapsed"
    LEFT = "left"
    JOINED = "joined"
    MOVED_IN = "moved-in"
    MOVED_OUT = "moved-out"
    RULE_IN = "rule-in"
    RULE_OUT = "rule-out"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Before:
    """Somebody who counts on the first day: the completion that counts then and its refresher.
    ``stays``: a post of theirs that counts goes on until the second day, and they are not long
    away then."""

    completed: date | None
    months: int | None
    stays: bool


@dataclass(frozen=True, slots=True)
class After:
    """Somebody who counts on the second day. ``began`` is the first day of their post; ``was``: a
    post of theirs that counts began by the first day, and neither grace nor a long absence kept
    it from counting then."""

    completed: date | None
    months: int | None
    began: date
    was: bool


def step(before: Before | None, after: After | None, *, since: date, on: date) -> Step | None:
    """The one cause why a person came into date or fell out of it; None where neither happened.

    Who stays in date is *renewed* where the completion of the first day would have run out.

    >>> old, new = date(2025, 1, 1), date(2026, 5, 1)
    >>> days = {"since": date(2026, 1, 1), "on": date(2026, 6, 1)}
    >>> step(Before(old, 24, True), After(old, 24, old, True), **days) is None
    True
    >>> step(Before(old, 16, True), After(new, 16, old, True), **days).value
    'renewed'
    >>> step(Before(old, 16, True), After(old, 16, old, True), **days).value
    'lapsed'
    """
    was_ready = before is not None and standing(before.completed, before.months, since).counts
    is_ready = after is not None and standing(after.completed, after.months, on).counts
    if before is None or after is None:
        if was_ready and before is not None:
            return Step.RULE_OUT if before.stays else Step.LEFT
        return _came(after, since) if is_ready and after is not None else None
    if was_ready and is_ready:
        return Step.RENEWED if _is_renewed(before, after, on) else None
    if was_ready:
        return _fell(before, after, on)
    if not is_ready:
        return None
    return Step.TRAINED if after.completed and after.completed > since else Step.RULE_IN


def _came(after: After, since: date) -> Step:
    """Of somebody who did not count before: training in post after the first day is new."""
    if after.completed and after.completed > since and after.completed >= after.began:
        return Step.TRAINED
    return Step.RULE_IN if after.was else Step.JOINED


def _fell(before: Before, after: After, on: date) -> Step:
    """Of somebody who counts on both days and is in date no more."""
    if _has_run_out(before.completed, before.months, on):
        return Step.LAPSED
    if after.completed and before.completed and after.completed >= before.completed:
        return Step.RULE_OUT
    return Step.WITHDRAWN


def _is_renewed(before: Before, after: After, on: date) -> bool:
    if before.completed is None or after.completed is None:
        return False
    later = after.completed > before.completed
    return later and _has_run_out(before.completed, after.months, on)


def _has_run_out(completed: date | None, months: int | None, on: date) -> bool:
    ends = expires_on(completed, months) if completed else None
    return ends is not None and ends <= on


def with_moves(steps: Mapping[str, Step]) -> dict[str, Step]:
    """One person's module by agency, where who left one agency and joined another moved: as many
    out as in, the first agencies by name, so that moves are nothing in the partnership.

    >>> with_moves({"a": Step.LEFT, "b": Step.JOINED, "c": Step.LEFT})["a"].value
    'moved-out'
    """
    left = sorted(agency for agency, one in steps.items() if one is Step.LEFT)
    joined = sorted(agency for agency, one in steps.items() if one is Step.JOINED)
    pairs = min(len(left), len(joined))
    return {
        **steps,
        **dict.fromkeys(left[:pairs], Step.MOVED_OUT),
        **dict.fromkeys(joined[:pairs], Step.MOVED_IN),
    }


@dataclass(frozen=True, slots=True)
class Flows:
    """The causes of a change in people in date. ``lapsed`` is everybody whose training ran out,
    those who renewed it too; ``moved``, ``rule`` and ``late`` may be below nought."""

    trained: int = 0
    renewed: int = 0
    lapsed: int = 0
    left: int = 0
    joined: int = 0
    moved: int = 0
    rule: int = 0
    late: int = 0

    @property
    def change(self) -> int:
        """The change in people in date.

        >>> Flows(742, 311, 402, 236, 98, 4, -41, 6).change
        482
        """
        ups = self.trained + self.renewed + self.joined + self.moved + self.rule + self.late
        return ups - self.lapsed - self.left

    def __add__(self, other: "Flows") -> "Flows":
        return Flows(
            self.trained + other.trained,
            self.renewed + other.renewed,
            self.lapsed + other.lapsed,
            self.left + other.left,
            self.joined + other.joined,
            self.moved + other.moved,
            self.rule + other.rule,
            self.late + other.late,
        )


def flows_of(steps: Mapping[Step, int], *, change: int) -> Flows:
    """The flows of people counted by what became of them. Whatever is left of ``change`` (between
    the figures as they were frozen) is late data: recorded, corrected or withdrawn since.

    >>> flows_of({Step.TRAINED: 5, Step.RENEWED: 2, Step.LAPSED: 1}, change=6)
    Flows(trained=5, renewed=2, lapsed=3, left=0, joined=0, moved=0, rule=0, late=2)
    """

    def of(one: Step) -> int:
        return steps.get(one, 0)

    found = Flows(
        trained=of(Step.TRAINED),
        renewed=of(Step.RENEWED),
        lapsed=of(Step.LAPSED) + of(Step.RENEWED),
        left=of(Step.LEFT),
        joined=of(Step.JOINED),
        moved=of(Step.MOVED_IN) - of(Step.MOVED_OUT),
        rule=of(Step.RULE_IN) - of(Step.RULE_OUT),
    )
    return found + Flows(late=change - found.change)
