"""How long a headcount holds its grade, and what to say before it does not (audit-method C13)."""

from dataclasses import dataclass
from datetime import date, timedelta

from elearn.domain.coverage import Band, DenominatorGrade, DenominatorKind, RuleSet
from elearn.domain.dates import uk_date

KINDS = {
    "A": DenominatorKind.HR_COUNT,
    "B": DenominatorKind.MANAGER_COUNT,
    "C": DenominatorKind.ESTIMATE,
}
HOW_COUNTED = {
    "A": "From an HR system",
    "B": "Counted and signed by a manager",
    "C": "Estimate",
}
WARN_DAYS = 30
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Freshness:
    """``grade`` is the one an audit of that day gives; ``words`` say what to do."""

    grade: DenominatorGrade
    state: Band
    words: str

    @property
    def is_due(self) -> bool:
        """Whether it should be counted again now."""
        return self.state is not Band.ON_TRACK


def holds_until(grade: str, as_at: date, rules: RuleSet) -> date | None:
    """The last day on which a count has the grade it was given; an estimate never had one.

    >>> holds_until("A", date(2026, 1, 1), RuleSet())
    datetime.date(2026, 4, 1)
    """
    days = {"A": rules.list_days, "B": rules.manager_days}.get(grade)
    return None if days is None else as_at + timedelta(days)


def freshness(grade: str, as_at: date, on: date, rules: RuleSet) -> Freshness:
    """How a count stands on a day.

    >>> freshness("A", date(2026, 9, 1), date(2026, 9, 30), RuleSet()).words
    'Grade A until 30 November 2026.'
    >>> freshness("B", date(2026, 1, 1), date(2026, 9, 30), RuleSet()).words
    'Since 1 July 2026 audits take it as an estimate. Count again.'
    """
    until = holds_until(grade, as_at, rules)
    if (on - as_at).days > YEAR_DAYS:
        words = "More than a year old: audits take it as an estimate. Count again."
        return Freshness(DenominatorGrade.C, Band.ACT, words)
    if until is None:
        words = "An estimate, which audits show in grey. A count is better."
        return Freshness(DenominatorGrade.C, Band.WATCH, words)
    if on > until:
        since = uk_date(until + timedelta(1))
        words = f"Since {since} audits take it as an estimate. Count again."
        return Freshness(DenominatorGrade.C, Band.ACT, words)
    if (until - on).days < WARN_DAYS:
        words = f"Grade {grade} until {uk_date(until)}. Count again before that."
        return Freshness(DenominatorGrade(grade), Band.WATCH, words)
    return Freshness(
        DenominatorGrade(grade), Band.ON_TRACK, f"Grade {grade} until {uk_date(until)}."
    )
