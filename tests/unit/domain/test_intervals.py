"""Held to SciPy and to the worked figures of the method."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from elearn.domain.intervals import (
    Interval,
    byar,
    finite_population_n,
    newcombe_difference,
    rate_per_100k,
    sample_size,
    wilson,
)

counts = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60, deadline=None)
@given(counts)
def test_wilson_is_the_one_of_scipy(count: tuple[int, int]) -> None:
    x, n = count
    theirs = stats.binomtest(x, n).proportion_ci(method="wilson")
    ours = wilson(x, n, z=stats.norm.ppf(0.975))
    assert ours.low == pytest.approx(theirs.low, abs=1e-9)
    assert ours.high == pytest.approx(theirs.high, abs=1e-9)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [  # audit-method.md C6 and C7
        (168, 240, 63.9, 75.4),
        (774, 900, 83.6, 88.1),
        (24, 48, 36.4, 63.6),
        (27, 30, 74.4, 96.5),
        (96, 150, 56.1, 71.2),
    ],
)
def test_wilson_prints_the_worked_figures(x: int, n: int, low: float, high: float) -> None:
    assert [round(bound, 1) for bound in wilson(x, n).percent] == [low, high]


def test_a_random_sample_of_few_people_says_more() -> None:
    # C7: the 150 taken from 168 people in date.
    sampled = wilson(96, 150, population=168).percent
    assert [round(bound, 1) for bound in sampled] == [61.4, 66.5]
    assert wilson(96, 150, population=150) == Interval(0.64, 0.64)
    assert finite_population_n(150, 150) == math.inf


def test_nobody_assessed_says_nothing() -> None:
    assert wilson(0, 0) == Interval(0, 1)


@given(counts)
def test_wilson_holds_the_share_and_stays_within_nought_and_one(count: tuple[int, int]) -> None:
    x, n = count
    low, high = wilson(x, n)
    assert 0 <= low <= x / n + 1e-12
    assert x / n - 1e-12 <= high <= 1


@pytest.mark.parametrize(
    ("observed", "population", "expected"),
    [  # C7
        (120, 1_400_800, (8.57, 7.10, 10.24)),
        (8, 140_400, (5.70, 2.45, 11.23)),
        (55, 208_100, (26.43, 19.91, 34.40)),
        (60, 248_900, (24.11, 18.39, 31.03)),
    ],
)
def test_rates_print_the_worked_figures(
    observed: int, population: int, expected: tuple[float, float, float]
) -> None:
    rate = rate_per_100k(observed, population)
    assert rate is not None
    assert tuple(round(figure, 2) for figure in rate) == expected


def test_under_five_events_have_no_rate() -> None:
    assert rate_per_100k(4, 100_000) is None
    assert rate_per_100k(10, 0) is None


@given(st.integers(3, 400))
def test_byar_is_close_to_the_exact_poisson_limits(observed: int) -> None:
    low, high = byar(observed)
    assert low == pytest.approx(stats.chi2.ppf(0.025, 2 * observed) / 2, abs=0.15)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 2 * observed + 2) / 2, abs=0.15)


def test_no_event_still_has_an_upper_limit() -> None:
    low, high = byar(0)
    assert low == 0
    assert 3 < high < 4


@pytest.mark.parametrize(
    ("population", "margin", "needed"),
    [(48, 0.10, 33), (120, 0.10, 54), (240, 0.10, 69), (900, 0.05, 270), (900, 0.10, 87)],
)
def test_sample_sizes_are_the_worked_ones(population: int, margin: float, needed: int) -> None:
    assert sample_size(population, margin) == needed


def test_nobody_need_be_sampled_twice() -> None:
    assert sample_size(0) == 0
    assert sample_size(3) == 3


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2", "low", "high"),
    [  # Newcombe (1998), table II, method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (10, 10, 0, 10, 0.6075, 1.0),
        (0, 10, 0, 20, -0.1611, 0.2775),
    ],
)
def test_differences_are_newcombes(
    x1: int, n1: int, x2: int, n2: int, low: float, high: float
) -> None:
    difference = newcombe_difference(x1, n1, x2, n2)
    assert difference.low == pytest.approx(low, abs=0.0001)
    assert difference.high == pytest.approx(high, abs=0.0001)


def test_a_difference_with_an_empty_side_is_open() -> None:
    assert newcombe_difference(1, 2, 0, 0) == Interval(-1, 1)


def test_intervals_overlap_when_they_share_a_point() -> None:
    assert Interval(0.1, 0.2).overlaps(Interval(0.2, 0.3))
    assert Interval(0.2, 0.3).overlaps(Interval(0.1, 0.25))
    assert not Interval(0.2, 0.3).overlaps(Interval(0.0, 0.1))
