"""Actions of the audit's plan: their state, their slips, and how each is judged (C11, C13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from elearn.domain.intervals import newcombe_difference
from elearn.domain.paired import mcnemar_exact

ACT_DAYS = 30  # any coverage in the band Act needs an action within them
SAFETY_DAYS = 14  # a safety-critical question under 90% needs its content looked at within them
SAFETY_PERCENT = 90.0
SLIPS_TO_ESCALATE = 2
SURE = 0.05


class Origin(StrEnum):
    """What of an edition an action comes from."""

    COVERAGE = "coverage"
    KNOWLEDGE = "knowledge"
    ITEM = "item"
    THEME = "theme"
    COVER = "cover"


class ActionType(StrEnum):
    CONTENT = "content"
    LIVE = "live"
    POLICY = "policy"
    ACCESS = "access"
    DATA = "data"

    @property
    def label(self) -> str:
        return "Live session" if self is ActionType.LIVE else self.value.capitalize()


class ActionStatus(StrEnum):
    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    SLIPPING = "slipping"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """
        >>> ActionStatus.NOT_STARTED.label
        'Not started'
        """
        return self.value.replace("-", " ").capitalize()

    @property
    def is_closed(self) -> bool:
        return self in (ActionStatus.DONE, ActionStatus.STOPPED)


class Confidence(StrEnum):
    """How sure the coordinator is that the action will work."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Verdict(StrEnum):
    MET = "met"
    MOVED = "moved"
    NO_CLEAR_CHANGE = "no-clear-change"
    WORSE = "worse"
    NOT_KNOWN = "not-known"

    @property
    def label(self) -> str:
        """
        >>> Verdict.MOVED.label
        'Moved beyond noise'
        """
        return {"moved": "Moved beyond noise"}.get(
            self.value, self.value.replace("-", " ").capitalize()
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """So many of so many."""

    count: int
    base: int

    @property
    def percent(self) -> float:
        """Per cent, 0 of nothing; never more than 100 (C3.3)."""
        return min(100.0, 100 * self.count / self.base) if self.base else 0.0


@dataclass(frozen=True, slots=True)
class Flows:
    """Of the people in scope on both days: who came into date, and who fell out of it."""

    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of an action's log: its day, the state from then on, and the day it is due."""

    on: date
    status: ActionStatus
    due_on: date


def ref_of(year: int, number: int) -> str:
    """
    >>> ref_of(2026, 1)
    'A-2026-001'
    """
    return f"A-{year}-{number:03d}"


def slips(steps: Sequence[Step]) -> int:
    """How often an action slipped: it was said to be slipping when it was not before, or its due
    day was put off. Both in one entry are one slip.

    >>> day = date(2026, 11, 1)
    >>> slips([Step(day, ActionStatus.ON_TRACK, day), Step(day, ActionStatus.SLIPPING, day)])
    1
    """
    found, before = 0, None
    for step in steps:
        began = step.status is ActionStatus.SLIPPING and (
            before is None or before.status is not ActionStatus.SLIPPING
        )
        found += began or (before is not None and step.due_on > before.due_on)
        before = step
    return found


def escalates(steps: Sequence[Step]) -> bool:
    """Whether it goes to the Steering Group: open, and slipped twice (C11).

    >>> escalates([])
    False
    """
    is_open = bool(steps) and not steps[-1].status.is_closed
    return is_open and slips(steps) >= SLIPS_TO_ESCALATE


def closed_on(steps: Sequence[Step]) -> date | None:
    """The day of the entry that closed it; None while it is open."""
    if not steps or not steps[-1].status.is_closed:
        return None
    day = steps[-1].on
    for step in reversed(steps):
        if not step.status.is_closed:
            break
        day = step.on
    return day


def due_for_act(frozen_on: date) -> date:
    """By when coverage in the band Act has its action (C11).

    >>> due_for_act(date(2026, 11, 1)).isoformat()
    '2026-12-01'
    """
    return frozen_on + timedelta(days=ACT_DAYS)


def due_for_safety(frozen_on: date) -> date:
    """By when a safety-critical question under 90% has its content looked at (C11)."""
    return frozen_on + timedelta(days=SAFETY_DAYS)


def judge_coverage(now: Measure | None, *, target: float | None, flows: Flows) -> Verdict:
    """Coverage is a census, so nothing of it is sampling: what counts is who moved. Met by the
    target; else by the exact test on those who came into date against those who fell out.

    >>> judge_coverage(Measure(60, 100), target=90, flows=Flows(14, 3)).value
    'moved'
    """
    if now is None or not now.base:
        return Verdict.NOT_KNOWN
    if target is not None and now.percent >= target:
        return Verdict.MET
    if mcnemar_exact(flows.gained, flows.lost) >= SURE:
        return Verdict.NO_CLEAR_CHANGE
    return Verdict.MOVED if flows.gained > flows.lost else Verdict.WORSE


def judge_share(baseline: Measure, now: Measure | None, *, target: float | None) -> Verdict:
    """Knowledge is of whoever was assessed: met by the target; else by Newcombe's interval of the
    difference.

    >>> judge_share(Measure(48, 80), Measure(56, 70), target=90).value
    'moved'
    """
    if now is None or not now.base or not baseline.base:
        return Verdict.NOT_KNOWN
    if target is not None and now.percent >= target:
        return Verdict.MET
    change = newcombe_difference(now.count, now.base, baseline.count, baseline.base)
    if change.low > 0:
        return Verdict.MOVED
    return Verdict.WORSE if change.high < 0 else Verdict.NO_CLEAR_CHANGE


def judge_number(baseline: Measure, now: Measure | None) -> Verdict:
    """A number that is complete in itself (people in date of a rule, points of a theme): met when
    as many as needed, else by which way it went.

    >>> judge_number(Measure(1, 3), Measure(2, 3)).value
    'moved'
    """
    if now is None or not now.base:
        return Verdict.NOT_KNOWN
    if now.count >= now.base:
        return Verdict.MET
    before, after = baseline.count * now.base, now.count * baseline.base
    if before == after:
        return Verdict.NO_CLEAR_CHANGE
    return Verdict.MOVED if after > before else Verdict.WORSE


def judge(
    origin: Origin,
    baseline: Measure | None,
    now: Measure | None,
    *,
    target: float | None,
    flows: Flows | None = None,
) -> Verdict:
    """How an action did between the edition it came from and this one (C13 Action judged).
    Not known where the baseline was not, or coverage has no flows."""
    if origin is Origin.COVERAGE:
        if flows is None or baseline is None:
            return Verdict.NOT_KNOWN
        return judge_coverage(now, target=target, flows=flows)
    if baseline is None:
        return Verdict.NOT_KNOWN
    if origin in (Origin.KNOWLEDGE, Origin.ITEM):
        return judge_share(baseline, now, target=target)
    return judge_number(baseline, now)
