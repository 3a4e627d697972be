"""Referral context: rates by area, recorded to expected, and how it reads beside coverage.

Sources: audit-method.md C3.17 (rates), C7 (risk multiplier) and C13 "Referral context".
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, sqrt

from elearn.domain.intervals import FEWEST_FOR_A_RATE, Interval, Rate, rate_per_100k

LEAST_RISK, MOST_RISK = 0.75, 1.5
QUARTERS = 12  # three years: areas with small numbers are never judged by less
FEWEST_EXPECTED = 5

__all__ = [
    "FEWEST_EXPECTED",
    "FEWEST_FOR_A_RATE",
    "QUARTERS",
    "Rate",
    "Ratio",
    "Reading",
    "exact_poisson",
    "expected",
    "rate_per_100k",
    "ratio",
    "read",
    "risk_multiplier",
]


def risk_multiplier(
    rate_area: float | None,
    rate_all: float | None,
    low: float = LEAST_RISK,
    high: float = MOST_RISK,
) -> float:
    """The risk multiplier g of an area: the root of its rate over that of all, clipped (C7).

    Rates are referrals per 100,000 people over three years, both of the same years. An agency
    without one area, an area without a rate and a partnership without referrals say nothing: 1.

    >>> [round(risk_multiplier(rate, 12.16), 2) for rate in (8.57, 5.70, 26.43, 24.11)]
    [0.84, 0.75, 1.47, 1.41]
    >>> risk_multiplier(None, 12.16)
    1.0
    """
    if rate_area is None or not rate_all:
        return 1.0
    return min(high, max(low, sqrt(rate_area / rate_all)))


def expected(population: int, observed_all: int, population_all: int) -> float:
    """The referrals an area would have at the rate of the partnership (C13).

    >>> round(expected(140_400, 243, 1_998_200), 1)
    17.1
    """
    return observed_all * population / population_all if population_all else 0.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """Recorded referrals over expected ones, with exact Poisson 95% limits of the recorded."""

    observed: int
    expected: float
    value: float
    low: float
    high: float

    @property
    def is_by_chance(self) -> bool:
        """Whether the limits hold 1, so that chance alone may have made the difference."""
        return self.low <= 1 <= self.high


def ratio(observed: int, expected: float) -> Ratio | None:
    """The standardised ratio O/E (C13); None under five expected, as nothing can be said.

    >>> found = ratio(8, 17.07)
    >>> [round(one, 2) for one in (found.value, found.low, found.high)]
    [0.47, 0.2, 0.92]
    """
    if expected < FEWEST_EXPECTED:
        return None
    low, high = exact_poisson(observed)
    return Ratio(observed, expected, observed / expected, low / expected, high / expected)


def exact_poisson(observed: int, tail: float = 0.025) -> Interval:
    """The exact limits of a Poisson count, in events: the means under which so many or more, and
    so many or fewer, have the chance ``tail``.

    >>> [round(limit, 2) for limit in exact_poisson(8)]
    [3.45, 15.76]
    """
    low = 0.0
    if observed:
        low = _mean_where(lambda mean: 1 - _chance_up_to(observed - 1, mean) > tail, observed)
    return Interval(low, _mean_where(lambda mean: _chance_up_to(observed, mean) < tail, observed))


def _mean_where(is_above: Callable[[float], bool], observed: int) -> float:
    """The mean from which ``is_above`` holds, by halving."""
    low, high = 0.0, observed + 10 * sqrt(observed + 1) + 20
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if is_above(middle) else (middle, high)
    return (low + high) / 2


def _chance_up_to(count: int, mean: float) -> float:
    """The chance of at most ``count`` events, summed from the largest down."""
    if mean <= 0:
        return 1.0
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total, left = term, count
    while left > 0 and (left > mean or term > total * 1e-17):
        term *= left / mean
        total += term
        left -= 1
    return min(1.0, total)


class Reading(StrEnum):
    """What coverage and referrals say together (C13). It is association and not effect."""

    BLIND_SPOT = "possible-blind-spot"
    PRESSURE = "pressure"
    SHARE = "practice-to-share"
    STEADY = "steady"

    @property
    def label(self) -> str:
        """The reading as pages write it.

        >>> Reading.BLIND_SPOT.label
        'Possible blind spot'
        """
        return self.value.replace("-", " ").capitalize()

    @property
    def meaning(self) -> str:
        """One sentence on what it may mean."""
        return _MEANINGS[self]


_MEANINGS = {
    Reading.BLIND_SPOT: "Fewer people are trained and fewer referrals are made than elsewhere: "
    "signs may go unseen.",
    Reading.PRESSURE: "Many referrals meet fewer trained people than elsewhere.",
    Reading.SHARE: "More people are trained and more referrals are made: ask what they do.",
    Reading.STEADY: "More people are trained than elsewhere, and referrals are few.",
}


def read(coverage: float, coverage_all: float, ratio: float) -> Reading:
    """Evidenced coverage below or above the partnership's, beside a ratio below or above 1. As
    much as the partnership counts as above.

    >>> read(70.0, 81.5, 0.47).label, read(86.0, 81.5, 2.17).label
    ('Possible blind spot', 'Practice to share')
    """
    if coverage < coverage_all:
        return Reading.BLIND_SPOT if ratio < 1 else Reading.PRESSURE
    return Reading.STEADY if ratio < 1 else Reading.SHARE
