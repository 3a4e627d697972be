"""Statistics of questions from whole-number sums, held to SciPy and to the worked figures."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from elearn.domain.gain import gain
from elearn.domain.items import kr20, point_biserial
from elearn.domain.knowledge import AnswerFact, RuleSet, calibration
from elearn.domain.paired import change_words, mcnemar
from elearn.domain.sums import (
    WHOLE,
    CheckSums,
    ItemSums,
    PairSums,
    SureSums,
    bias_words,
    parts_of_whole,
)

RULES = RuleSet()


def item_sums(pairs: list[tuple[int, int]]) -> ItemSums:
    """Of whether each person was right, and how much of the rest they were."""
    right = sum(a for a, _ in pairs)
    rest = [b for _, b in pairs]
    return ItemSums(
        len(pairs),
        right,
        len(pairs),
        right,
        sum(rest),
        sum(b * b for b in rest),
        sum(a * b for a, b in pairs),
    )


def sure_sums(said: list[tuple[int, int]]) -> SureSums:
    """Of confidences of 1 to 5, each with whether the answer was right."""
    return SureSums(
        len(said),
        sum(x for _, x in said),
        sum(k for k, _ in said),
        sum(k * k for k, _ in said),
        sum(k * x for k, x in said),
        sum(k >= 4 for k, _ in said),
        sum(k >= 4 and not x for k, x in said),
    )


def pair_sums(threes: list[tuple[int, int, int]]) -> PairSums:
    """Of shares in 27,720ths before, after and later."""
    return PairSums(
        len(threes),
        sum(a for a, _, _ in threes),
        sum(b for _, b, _ in threes),
        sum(c for _, _, c in threes),
        sum((b - a) ** 2 for a, b, _ in threes),
        sum(b > a for a, b, _ in threes),
        sum(b < a for a, b, _ in threes),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, WHOLE)), min_size=3, max_size=40))
def test_discrimination_from_sums_is_scipys_point_biserial(pairs: list[tuple[int, int]]) -> None:
    ours = item_sums(pairs).discrimination
    item, rest = [a for a, _ in pairs], [b for _, b in pairs]
    if len(set(item)) == 1 or len(set(rest)) == 1:
        assert ours is None
    else:
        assert ours == pytest.approx(stats.pointbiserialr(item, rest).statistic, abs=1e-9)
        assert ours == pytest.approx(point_biserial(item, rest), abs=1e-9)


@given(st.integers(1, 12), st.data())
def test_shares_of_twelve_questions_or_fewer_are_exact(of: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, of))
    assert Fraction(parts_of_whole(part, of), WHOLE) == Fraction(part, of)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 1), min_size=4, max_size=4), min_size=2, max_size=20))
def test_reliability_from_sums_is_that_of_the_table(answers: list[list[int]]) -> None:
    people = len(answers)
    right = [sum(column) for column in zip(*answers, strict=True)]
    totals = [sum(row) for row in answers]
    ours = CheckSums(
        people, 4, 4, sum(r * (people - r) for r in right), sum(totals), sum(t * t for t in totals)
    ).kr20
    theirs = kr20(answers)
    assert ours == theirs if theirs is None else ours == pytest.approx(theirs)


@pytest.mark.parametrize(
    ("people", "items", "drawn", "why"),
    [
        (140, 20, 20, ""),
        (99, 20, 20, "fewer than 100 people"),
        (140, 19, 19, "19 questions, and 20 are needed"),
        (140, 20, 34, "each person was asked other questions"),
    ],
)
def test_reliability_is_quoted_from_20_questions_and_100_people_on(
    people: int, items: int, drawn: int, why: str
) -> None:
    assert CheckSums(people, items, drawn, 10, 6, 900).why_not == why


def test_everybody_with_the_same_total_has_no_reliability() -> None:
    assert CheckSums(100, 20, 20, 0, 2000, 40_000).why_not == "everybody had the same total"


def test_the_worked_calibration() -> None:
    # audit-method.md C9: 100 answers, mean confidence 0.82, 61 right, 18% of sure answers wrong.
    sums = SureSums(100, 61, 410, 1730, 260, 50, 9)
    assert (sums.mean_confidence, round(sums.bias or 0, 2)) == (0.82, 0.21)
    assert sums.confident_wrong == 0.18
    assert bias_words(sums.bias or 0) == "21 points too sure"


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 1)), min_size=1, max_size=40))
def test_calibration_from_sums_is_that_of_the_answers(said: list[tuple[int, int]]) -> None:
    facts = [AnswerFact(n, "T1", "A", False, bool(x), k) for n, (k, x) in enumerate(said)]
    ours, theirs = sure_sums(said), calibration(facts, RULES)
    assert theirs is not None
    assert ours.bias == pytest.approx(theirs.bias)
    assert ours.brier == pytest.approx(theirs.brier)
    assert ours.mean_confidence == pytest.approx(theirs.mean_confidence)
    assert ours.confident_wrong == theirs.confident_wrong


def test_nobody_asked_has_no_calibration() -> None:
    none = SureSums(0, 0, 0, 0, 0, 0, 0)
    assert (none.mean_confidence, none.bias, none.brier, none.confident_wrong) == (None,) * 4


def test_the_worked_gain_of_forty_pairs() -> None:
    # audit-method.md C9: 40 paired people, 58% before, 84% after, 76% later.
    shares = [parts_of_whole(n, 100) for n in (58, 84, 76)]
    found = pair_sums([(shares[0], shares[1], shares[2])] * 40)
    assert [round(one) for one in (found.before_percent, found.after_percent)] == [58, 84]
    assert f"{found.hake:.2f}" == "0.62"
    assert f"{100 * (found.retained or 0):.0f}%" == "69%"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, WHOLE), st.integers(0, WHOLE), st.just(0)),
        min_size=2,
        max_size=30,
    )
)
def test_the_interval_from_sums_is_that_of_the_pairs(threes: list[tuple[int, int, int]]) -> None:
    ours = pair_sums(threes)
    theirs = gain([(100 * a / WHOLE, 100 * b / WHOLE) for a, b, _ in threes])
    assert theirs is not None
    assert theirs.interval is not None
    assert ours.interval is not None
    assert ours.change == pytest.approx(theirs.change, abs=1e-6)
    assert ours.interval.low == pytest.approx(theirs.interval.low, abs=1e-4)


def test_one_pair_has_no_interval_and_none_no_gain() -> None:
    assert pair_sums([(1, 2, 3)]).interval is None
    assert pair_sums([]).hake is None


def test_the_worked_test_of_one_question() -> None:
    # audit-method.md C9: b = 14, c = 3, exact p = 0.013.
    assert f"{mcnemar(14, 3):.3f}" == "0.013"


@given(st.integers(0, 24), st.integers(0, 24))
def test_few_changes_are_tested_exactly(gained: int, lost: int) -> None:
    if 0 < gained + lost < 25:
        theirs = stats.binomtest(gained, gained + lost).pvalue
        assert mcnemar(gained, lost) == pytest.approx(theirs)


def test_many_changes_are_tested_by_chi_square_with_the_correction() -> None:
    assert mcnemar(40, 15) == pytest.approx(stats.chi2.sf(24**2 / 55, 1))


@pytest.mark.parametrize(
    ("gained", "lost", "words"),
    [(14, 3, "clearly better"), (3, 14, "clearly worse"), (5, 4, "no clear change")],
)
def test_the_change_is_told_in_words(gained: int, lost: int, words: str) -> None:
    assert change_words(gained, lost) == words
