"""Counts of people in date, the bands they are judged by, and how sure the headcount is."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple


class RuleSetError(ValueError):
    """A stored rule set cannot be read; the message names the rule."""


class Band(StrEnum):
    """The state of a measure (audit-method.md C4)."""

    ON_TRACK = "on-track"
    WATCH = "watch"
    ACT = "act"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The fixed words for people.

        >>> Band("unknown").label
        'Too few to say'
        """
        return _BAND_LABELS[self]


_BAND_LABELS = {
    Band.ON_TRACK: "On track",
    Band.WATCH: "Watch",
    Band.ACT: "Act",
    Band.UNKNOWN: "Too few to say",
}


class DenominatorGrade(StrEnum):
    """How far a headcount can be trusted (C13); C is shown greyed, D is not known."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def label(self) -> str:
        """The fixed words for people.

        >>> DenominatorGrade.D.label
        'No return'
        """
        return _GRADE_LABELS[self]


_GRADE_LABELS = {
    DenominatorGrade.A: "Person list or HR count",
    DenominatorGrade.B: "Signed manager count",
    DenominatorGrade.C: "Estimate",
    DenominatorGrade.D: "No return",
}


class DenominatorKind(StrEnum):
    """Where a headcount comes from."""

    PERSON_LIST = "person-list"
    HR_COUNT = "hr-count"
    MANAGER_COUNT = "manager-count"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class Counts:
    """People in one cell. ``due_soon`` is part of ``in_date``; the other three fill the scope.
    ``since_change`` is part of ``in_date`` too: trained since the last material change."""

    in_scope: int = 0
    in_date: int = 0
    due_soon: int = 0
    expired: int = 0
    never: int = 0
    since_change: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.in_scope + other.in_scope,
            self.in_date + other.in_date,
            self.due_soon + other.due_soon,
            self.expired + other.expired,
            self.never + other.never,
            self.since_change + other.since_change,
        )

    @property
    def out_of_date(self) -> int:
        """People who are not in date.

        >>> Counts(30, 27, 4, 2, 1).out_of_date
        3
        """
        return self.in_scope - self.in_date


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Every threshold and weight of an audit (C4, C5, C7, C13). Shares are in per cent unless said
    otherwise."""

    coverage_on_track: float = 90.0
    coverage_watch: float = 75.0
    level_c_on_track: float = 95.0
    level_c_watch: float = 85.0
    mastery_on_track: float = 80.0
    mastery_watch: float = 60.0
    confident_wrong_on_track: float = 5.0
    confident_wrong_watch: float = 10.0
    safety_on_track: float = 95.0
    safety_watch: float = 90.0
    quality_on_track: float = 90.0
    quality_watch: float = 50.0
    due_soon_days: int = 60
    absence_days: int = 90
    min_base: int = 10
    compare_base: int = 30
    knowledge_months: int = 12
    mastery_items: int = 3
    mastery_share: float = 0.8  # a share of one, as in C3.8
    sure_from: int = 4
    shrink_weight: int = 10
    list_days: int = 90
    manager_days: int = 180
    change_points: float = 3.0
    partnership_hidden_to: int = 4
    partnership_round_to: int = 1
    public_hidden_to: int = 7
    public_round_to: int = 5
    weight_general: float = 0.5
    weight_contact: float = 1.0
    weight_decision: float = 1.5
    risk_least: float = 0.75
    risk_most: float = 1.5
    safety_weight: float = 1.5
    robust_share: float = 80.0

    def to_dict(self) -> dict[str, Any]:
        """The rules as plain values for a snapshot.

        >>> RuleSet().to_dict()["mastery_share"]
        0.8
        """
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "RuleSet":
        """Read a stored rule set; a rule it does not have yet takes its default.

        >>> RuleSet.from_dict({"min_base": 20}).min_base
        20
        """
        known = {field.name for field in fields(cls)}
        for name, value in stored.items():
            if name not in known:
                raise RuleSetError(f"There is no rule called {name}.")
            if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
                raise RuleSetError(f"The rule {name} must be a number that is not negative.")
        return cls(**stored)


def coverage_percent(counts: Counts) -> float | None:
    """Per cent in date of those in scope (C3.3); at most 100, None with nobody in scope.

    >>> coverage_percent(Counts(in_scope=240, in_date=168))
    70.0
    """
    if counts.in_scope <= 0:
        return None
    return min(100.0, 100 * counts.in_date / counts.in_scope)


def band(percent: float | None, on_track: float, watch: float) -> Band:
    """The band of a figure where more is better.

    >>> band(89.96, on_track=90, watch=75).label
    'Watch'
    """
    if percent is None:
        return Band.UNKNOWN
    if percent >= on_track:
        return Band.ON_TRACK
    return Band.WATCH if percent >= watch else Band.ACT


def coverage_band(counts: Counts, level_c: bool, rules: RuleSet) -> Band:
    """The band of coverage; level C modules are judged harder, small bases not at all (C4).

    >>> coverage_band(Counts(in_scope=100, in_date=92), level_c=True, rules=RuleSet()).label
    'Watch'
    """
    if counts.in_scope < rules.min_base:
        return Band.UNKNOWN
    if level_c:
        return band(coverage_percent(counts), rules.level_c_on_track, rules.level_c_watch)
    return band(coverage_percent(counts), rules.coverage_on_track, rules.coverage_watch)


def mastery_band(masters: int, assessed: int, rules: RuleSet) -> Band:
    """The band of topic mastery (C4).

    >>> mastery_band(96, 150, RuleSet()).label
    'Watch'
    """
    if assessed < rules.min_base:
        return Band.UNKNOWN
    return band(100 * masters / assessed, rules.mastery_on_track, rules.mastery_watch)


def confident_wrong_band(percent: float | None, sure: int, rules: RuleSet) -> Band:
    """The band of the confident-wrong rate, where less is better (C4).

    >>> confident_wrong_band(18.0, 100, RuleSet()).label
    'Act'
    """
    if percent is None or sure < rules.min_base:
        return Band.UNKNOWN
    if percent <= rules.confident_wrong_on_track:
        return Band.ON_TRACK
    return Band.WATCH if percent <= rules.confident_wrong_watch else Band.ACT


def denominator_grade(
    kind: DenominatorKind | None, confirmed_on: date | None, census: date, rules: RuleSet
) -> DenominatorGrade:
    """The grade of a headcount on the census date (C13, Denominator grade).

    >>> list_ = DenominatorKind.PERSON_LIST
    >>> denominator_grade(list_, date(2026, 9, 1), date(2026, 9, 30), RuleSet()).value
    'A'
    """
    if kind is None or confirmed_on is None:
        return DenominatorGrade.D
    age = (census - confirmed_on).days
    if kind in {DenominatorKind.PERSON_LIST, DenominatorKind.HR_COUNT} and age <= rules.list_days:
        return DenominatorGrade.A
    if kind is DenominatorKind.MANAGER_COUNT and age <= rules.manager_days:
        return DenominatorGrade.B
    return DenominatorGrade.C


class DeclaredRange(NamedTuple):
    """Per cent covered if declared people overlap the evidenced fully, and not at all."""

    low: float
    high: float


def declared_range(evidenced: int, declared: int, in_scope: int) -> DeclaredRange | None:
    """The range that a declared total allows (C13, Evidence ladder); None with nobody in scope.

    >>> declared_range(evidenced=49, declared=20, in_scope=100)
    DeclaredRange(low=49.0, high=69.0)
    """
    if in_scope <= 0:
        return None
    low, high = max(evidenced, declared), evidenced + declared
    return DeclaredRange(*(100 * min(in_scope, number) / in_scope for number in (low, high)))
