"""Intervals and sample sizes, as audit-method.md C3.10 to C3.17 print them."""

from math import ceil, inf, isinf, sqrt
from typing import NamedTuple

Z95 = 1.96
FEWEST_FOR_A_RATE = 5


class Interval(NamedTuple):
    """Two bounds in the unit of the figure they belong to."""

    low: float
    high: float

    @property
    def percent(self) -> "Interval":
        """The same bounds times 100.

        >>> Interval(0.25, 0.5).percent
        Interval(low=25.0, high=50.0)
        """
        return Interval(100 * self.low, 100 * self.high)

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share a point.

        >>> Interval(0.1, 0.2).overlaps(Interval(0.3, 0.4))
        False
        """
        return self.low <= other.high and other.low <= self.high


class Rate(NamedTuple):
    """Events per 100,000 people with the interval of Byar."""

    rate: float
    low: float
    high: float


def finite_population_n(n: float, population: float) -> float:
    """The effective size of a *random* sample of n out of a population (C3.11).

    Infinite when everybody was taken: then there is no sampling error left.

    >>> round(finite_population_n(150, 168))
    1392
    """
    return inf if n >= population else n * (population - 1) / (population - n)


def wilson(x: float, n: float, z: float = Z95, population: float | None = None) -> Interval:
    """The Wilson interval of the share x of n, between 0 and 1 (C3.10).

    ``population`` only for a random sample (C3.11). Nothing assessed says nothing: 0 to 1.

    >>> [round(100 * bound, 1) for bound in wilson(168, 240)]
    [63.9, 75.4]
    """
    if n <= 0:
        return Interval(0.0, 1.0)
    p = x / n
    size = n if population is None else finite_population_n(n, population)
    if isinf(size):
        return Interval(p, p)
    d = 1 + z * z / size
    middle = (p + z * z / (2 * size)) / d
    half = z / d * sqrt(p * (1 - p) / size + z * z / (4 * size * size))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def byar(observed: int, z: float = Z95) -> Interval:
    """Byar's interval of a Poisson count, in events (C3.17).

    >>> [round(bound, 1) for bound in byar(120)]
    [99.5, 143.5]
    """
    low = 0.0
    if observed:
        low = observed * (1 - 1 / (9 * observed) - z / (3 * sqrt(observed))) ** 3
    more = observed + 1
    return Interval(max(0.0, low), more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3)


def rate_per_100k(observed: int, population: int) -> Rate | None:
    """Events per 100,000; None under five events, as nothing can be said (C3.17).

    >>> tuple(round(figure, 2) for figure in rate_per_100k(8, 140_400))
    (5.7, 2.45, 11.23)
    """
    if observed < FEWEST_FOR_A_RATE or population <= 0:
        return None
    scale = 100_000 / population
    low, high = byar(observed)
    return Rate(observed * scale, low * scale, high * scale)


def sample_size(population: int, margin: float = 0.10, z: float = Z95) -> int:
    """How many people to assess for +/- ``margin`` (a share) at a share of one half (C3.13).

    >>> sample_size(48), sample_size(900, margin=0.05)
    (33, 270)
    """
    if population <= 0:
        return 0
    n0 = z * z * 0.25 / (margin * margin)
    return min(population, ceil(n0 / (1 + (n0 - 1) / population)))


def newcombe_difference(x1: int, n1: int, x2: int, n2: int, z: float = Z95) -> Interval:
    """Newcombe's hybrid score interval of ``x1/n1 - x2/n2``, between -1 and 1 (C13).

    >>> [round(bound, 4) for bound in newcombe_difference(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    if n1 <= 0 or n2 <= 0:
        return Interval(-1.0, 1.0)
    p1, p2 = x1 / n1, x2 / n2
    one, two = wilson(x1, n1, z), wilson(x2, n2, z)
    down = sqrt((p1 - one.low) ** 2 + (two.high - p2) ** 2)
    up = sqrt((one.high - p1) ** 2 + (p2 - two.low) ** 2)
    return Interval(p1 - p2 - down, p1 - p2 + up)
