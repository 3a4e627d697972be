"""Question quality and gain, held to SciPy and to the worked figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from elearn.domain.gain import gain, hake_gain, retained_share, t_limit
from elearn.domain.items import (
    Verdict,
    corrected_for_guessing,
    facility,
    item_verdict,
    kr20,
    point_biserial,
)

matrices = st.integers(2, 6).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 1), min_size=k, max_size=k), min_size=2, max_size=20)
)


def test_facility_is_the_share_of_right_first_answers() -> None:
    assert facility(45, 60) == 0.75
    assert facility(0, 0) is None


@pytest.mark.parametrize(("share", "options", "expected"), [(1, 4, 1), (0.25, 4, 0), (0.5, 2, 0)])
def test_guessing_alone_is_corrected_to_nothing(
    share: float, options: int, expected: float
) -> None:
    assert corrected_for_guessing(share, options) == pytest.approx(expected)


def test_one_option_is_no_question() -> None:
    with pytest.raises(ValueError, match="two options"):
        corrected_for_guessing(0.5, 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=3, max_size=40))
def test_discrimination_is_scipys_point_biserial(pairs: list[tuple[int, int]]) -> None:
    item, rest = [a for a, _ in pairs], [b for _, b in pairs]
    ours = point_biserial(item, rest)
    if len(set(item)) == 1 or len(set(rest)) == 1:
        assert ours is None
    else:
        assert ours == pytest.approx(stats.pointbiserialr(item, rest).statistic)


def test_discrimination_needs_two_people_and_matching_totals() -> None:
    assert point_biserial([1], [3]) is None
    with pytest.raises(ValueError, match="every answer"):
        point_biserial([1, 0], [3])


def test_reliability_of_the_textbook_case() -> None:
    assert kr20([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]) == pytest.approx(0.75)


@settings(max_examples=40)
@given(matrices)
def test_reliability_is_never_above_one(answers: list[list[int]]) -> None:
    found = kr20(answers)
    assert found is None or found <= 1 + 1e-9


@pytest.mark.parametrize("answers", [[], [[1, 0]], [[1], [0]], [[1, 0], [0, 1]]])
def test_reliability_needs_items_people_and_differences(answers: list[list[int]]) -> None:
    assert kr20(answers) is None


@pytest.mark.parametrize(
    ("share", "discrimination", "n", "safety", "verdict"),
    [
        (0.70, 0.30, 50, False, "keep"),
        (0.70, 0.20, 50, False, "keep"),
        (0.70, 0.15, 50, False, "review"),
        (0.70, 0.05, 50, False, "retire"),
        (0.70, -0.1, 50, False, "retire"),
        (0.29, 0.30, 50, False, "review"),
        (0.96, 0.30, 50, False, "review"),
        (0.96, 0.30, 50, True, "keep"),
        (0.70, 0.30, 49, False, "unknown"),
        (0.70, None, 80, False, "unknown"),
        (None, 0.30, 80, False, "unknown"),
    ],
)
def test_what_to_do_with_a_question(
    share: float | None, discrimination: float | None, n: int, safety: bool, verdict: str
) -> None:
    found = item_verdict(share, discrimination, n, safety_critical=safety)
    assert found.value == verdict
    assert found.label in {"Keep", "Review", "Retire", "Too few to say"}
    assert found in Verdict


def test_the_worked_gain() -> None:
    # audit-method.md C9: 58% before, 84% after, 76% later.
    assert hake_gain(58, 84) == pytest.approx(0.62, abs=0.005)
    assert retained_share(58, 84, 76) == pytest.approx(0.69, abs=0.005)


def test_what_cannot_be_gained_or_kept_has_no_share() -> None:
    assert hake_gain(100, 100) is None
    assert retained_share(80, 80, 70) is None


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 10, 39, 200, 999, 1000])
def test_limits_of_t_are_scipys(degrees: int) -> None:
    assert t_limit(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), rel=1e-9)


def test_many_degrees_are_as_good_as_normal() -> None:
    assert t_limit(5000) == pytest.approx(stats.t.ppf(0.975, 5000), abs=0.001)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 100)), min_size=2, max_size=30))
def test_the_interval_of_a_gain_is_scipys_paired_t(pairs: list[tuple[int, int]]) -> None:
    found = gain(pairs)
    changes = [after - before for before, after in pairs]
    assert found is not None
    assert found.interval is not None
    assert found.pairs == len(pairs)
    if len(set(changes)) > 1:
        theirs = stats.ttest_1samp(changes, 0).confidence_interval()
        assert found.interval.low == pytest.approx(theirs.low)
        assert found.interval.high == pytest.approx(theirs.high)


def test_one_pair_has_a_gain_without_an_interval_and_none_has_nothing() -> None:
    one = gain([(50.0, 75.0)])
    assert one is not None
    assert (one.change, one.interval, one.hake) == (25.0, None, 0.5)
    assert gain([]) is None
