"""What people gained between two checks, and what they kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan, cos, inf, pi, sin, sqrt, tan
from statistics import NormalDist, fmean, stdev

from elearn.domain.intervals import Interval

ALMOST_NORMAL = 1000


@dataclass(frozen=True, slots=True)
class Gain:
    """Means in per cent over ``pairs`` people who did both; ``interval`` is that of ``change``."""

    pairs: int
    before: float
    after: float
    change: float
    interval: Interval | None
    hake: float | None


def hake_gain(before: float, after: float) -> float | None:
    """The share of what could still be gained that was (C3.15); None if all was known before.

    >>> round(hake_gain(58, 84), 2)
    0.62
    """
    return (after - before) / (100 - before) if before < 100 else None


def retained_share(before: float, after: float, follow_up: float) -> float | None:
    """The share of the gain that was left at the follow-up (C3.15); None without a gain.

    >>> round(retained_share(58, 84, 76), 2)
    0.69
    """
    return (follow_up - before) / (after - before) if after > before else None


def _t_within(t: float, degrees: int) -> float:
    """The chance that Student's t lies between -t and t (Abramowitz and Stegun 26.7.3, 26.7.4)."""
    angle = atan(t / sqrt(degrees))
    odd = degrees % 2
    term = total = cos(angle) if odd else 1.0
    for k in range(3 if odd else 2, degrees - 1, 2):
        term *= cos(angle) ** 2 * ((k - 1) / k)
        total += term
    if not odd:
        return sin(angle) * total
    return 2 / pi * (angle + (sin(angle) * total if degrees > 1 else 0.0))


def t_limit(degrees: int, within: float = 0.95) -> float:
    """The t within which Student's t with ``degrees`` degrees of freedom lies so often.

    >>> round(t_limit(39), 3)
    2.023
    """
    if degrees > ALMOST_NORMAL:
        return NormalDist().inv_cdf((1 + within) / 2)
    low, high = 0.0, pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        if _t_within(tan(middle), degrees) < within:
            low = middle
        else:
            high = middle
    return tan(high)


def gain(pairs: Sequence[tuple[float, float]]) -> Gain | None:
    """The gain of people who did both checks, each pair (before, after) in per cent (C3.15).

    None without a pair; no interval with one pair, as nothing is known of the spread.

    >>> gain([(50, 70), (60, 90)]).change
    25.0
    """
    if not pairs:
        return None
    before, after = fmean(b for b, _ in pairs), fmean(a for _, a in pairs)
    changes = [a - b for b, a in pairs]
    half = inf
    if len(pairs) > 1:
        half = t_limit(len(pairs) - 1) * stdev(changes) / sqrt(len(pairs))
    change = fmean(changes)
    interval = None if half == inf else Interval(change - half, change + half)
    return Gain(len(pairs), before, after, change, interval, hake_gain(before, after))
