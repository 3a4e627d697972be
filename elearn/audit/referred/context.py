"""Rates, ratios and readings of the areas: functions of what a reader may see, of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.audit.referred.facts import AreaFact
from elearn.audit.referred.shown import ReferralRow, period_of
from elearn.audit.shown import Shown
from elearn.domain.referrals import (
    Rate,
    Ratio,
    Reading,
    expected,
    rate_per_100k,
    ratio,
    read,
)
from elearn.domain.suppression import CoverageKey, ReferralKey
from elearn.reporting.charts import poisson_limits

LIMITS = ((0.001, "99.8%"), (0.025, "95%"))


@dataclass(frozen=True, slots=True)
class AreaContext:
    """One area over the period, both kinds together. ``observed`` is None where ``note`` says why;
    ``expected`` is what the partnership's rate would give. ``coverage`` is evidenced, in per
    cent. ``limits`` says where the area lies in the funnel, ``said_by`` whose figure of which day
    the population is."""

    area: str
    name: str
    population: int
    observed: int | None
    expected: float | None
    rate: Rate | None
    ratio: Ratio | None
    coverage: float | None
    reading: Reading | None
    limits: str
    note: str
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The areas of an edition, by name. ``observed``, ``population`` and ``rate`` are of those that
    reported every quarter of the ``period``."""

    period: tuple[str, ...]
    areas: tuple[AreaContext, ...]
    observed: int | None
    population: int
    rate: Rate | None
    coverage: float | None

    def having(self, reading: Reading) -> tuple[AreaContext, ...]:
        """The areas that read so."""
        return tuple(one for one in self.areas if one.reading is reading)


def context_of(shown: Shown) -> Context | None:
    """The referral context of an edition; None where it did not count referrals."""
    areas: tuple[AreaFact, ...] = tuple(
        sorted(shown.more.get("area", ()), key=lambda one: (one.name, one.area))
    )
    rows: tuple[ReferralRow, ...] = shown.more.get("referral", ())
    if not areas:
        return None
    numbers = {row.key: row for row in rows}
    whole = [one for one in areas if _is_whole(numbers, one.area)]
    people = sum(one.population for one in whole)
    everything = numbers.get(ReferralKey(""))
    observed = everything.number if everything else None
    coverage = {one.area: _coverage(shown, one.area) for one in areas}
    coverage_all = _coverage(shown, "")
    return Context(
        period=period_of(row.quarter for row in rows if row.quarter),
        areas=tuple(
            _area(one, numbers, (observed, people), (coverage[one.area], coverage_all))
            for one in areas
        ),
        observed=observed,
        population=people,
        rate=rate_per_100k(observed, people) if observed is not None else None,
        coverage=coverage_all,
    )


def _is_whole(numbers: Mapping[ReferralKey, ReferralRow], area: str) -> bool:
    """Whether it reported every quarter: then it has a sum of each kind, shown or hidden."""
    return any(key.area == area and key.kind and not key.quarter for key in numbers)


def _coverage(shown: Shown, area: str) -> float | None:
    row = shown.coverage.get(CoverageKey("", "", "", area))
    return row.percent if row else None


def _area(
    one: AreaFact,
    numbers: Mapping[ReferralKey, ReferralRow],
    whole: tuple[int | None, int],
    coverage: tuple[float | None, float | None],
) -> AreaContext:
    row = numbers.get(ReferralKey(one.area))
    observed = row.number if row else None
    due = None
    if whole[0] is not None and _is_whole(numbers, one.area):
        due = expected(one.population, whole[0], whole[1])
    found = ratio(observed, due) if observed is not None and due is not None else None
    reading = None
    if found and coverage[0] is not None and coverage[1] is not None:
        reading = read(coverage[0], coverage[1], found.value)
    return AreaContext(
        area=one.area,
        name=one.name,
        population=one.population,
        observed=observed,
        expected=due,
        rate=rate_per_100k(observed, one.population) if observed is not None else None,
        ratio=found,
        coverage=coverage[0],
        reading=reading,
        limits=limits_words(found) if found else "",
        note=row.note if row else "no referrals reported",
        said_by=one.said_by,
    )


def limits_words(found: Ratio) -> str:
    """Where a ratio lies in the funnel (C13).

    >>> from elearn.domain.referrals import ratio
    >>> limits_words(ratio(53, 26.4)), limits_words(ratio(31, 38.2))
    ('above the 99.8% limit', 'within the limits')
    """
    for tail, name in LIMITS:
        low, high = poisson_limits(found.expected, tail)
        if found.value > high:
            return f"above the {name} limit"
        if found.value < low:
            return f"below the {name} limit"
    return "within the limits"
