"""How much an answer counts, and whether the whole is enough."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.answers import typed
from elearn.domain.marking import ItemKey, credit, mark

KEY = {
    "one": ItemKey(frozenset("a")),
    "two": ItemKey(frozenset("bc")),
    "safe": ItemKey(frozenset("d"), safety_critical=True),
    "four": ItemKey(frozenset("a")),
    "five": ItemKey(frozenset("a")),
}
ALL_RIGHT = {item: key.correct for item, key in KEY.items()}
OPTIONS = "abcdef"
SOME = st.sets(st.sampled_from(OPTIONS), min_size=1)


@pytest.mark.parametrize(
    ("changes", "score", "passed", "safety_wrong"),
    [
        ({}, 5, True, ()),
        ({"one": frozenset("b")}, 4, True, ()),
        ({"two": frozenset("b")}, 4, True, ()),  # all or nothing
        ({"two": frozenset("abc")}, 4, True, ()),
        ({"one": frozenset("b"), "two": frozenset("b")}, 3, False, ()),
        ({"safe": frozenset("a")}, 4, False, ("safe",)),
        ({"safe": frozenset()}, 4, False, ("safe",)),
        ({"not-asked": frozenset("a")}, 5, True, ()),
    ],
)
def test_marking(
    changes: dict[str, frozenset[str]], score: int, passed: bool, safety_wrong: tuple[str, ...]
) -> None:
    result = mark({**ALL_RIGHT, **changes}, KEY, pass_share=80)
    assert (result.score, result.out_of) == (score, 5)
    assert result.passed is passed
    assert result.safety_wrong == safety_wrong
    assert len(result.right) == score


def test_an_unanswered_question_is_wrong_and_an_empty_quiz_is_not_passed() -> None:
    assert mark({}, KEY, pass_share=80).right == frozenset()
    assert not mark({}, {}, pass_share=0).passed


def test_the_pass_share_is_met_exactly() -> None:
    key = {str(n): ItemKey(frozenset("a")) for n in range(10)}
    eight = {str(n): frozenset("a") for n in range(8)}
    assert mark(eight, key, pass_share=80).passed
    assert not mark(eight, key, pass_share=81).passed


@given(SOME, SOME)
def test_a_part_of_an_answer_earns_right_less_wrong_of_the_right_ones(
    right: set[str], said: set[str]
) -> None:
    key = ItemKey(frozenset(right), partial=True)
    earned = credit(frozenset(said), key)
    assert earned == max(0, Fraction(len(said & right) - len(said - right), len(right)))
    assert 0 <= earned <= 1
    assert (earned == 1) == (said == right)
    whole = ItemKey(frozenset(right))
    assert credit(frozenset(said), whole) in (0, 1)
    assert credit(frozenset(said), whole) <= earned


@given(SOME, SOME, st.sampled_from(OPTIONS))
def test_one_more_wrong_answer_never_earns_more(
    right: set[str], said: set[str], another: str
) -> None:
    key = ItemKey(frozenset(right), partial=True)
    if another not in right:
        assert credit(frozenset(said | {another}), key) <= credit(frozenset(said - {another}), key)


def test_choosing_everything_is_not_worth_it() -> None:
    half = ItemKey(frozenset("ab"), partial=True)
    assert credit(frozenset("abcd"), half) == 0


def test_credits_count_for_the_share_and_only_the_whole_ones_as_right() -> None:
    key = {
        "several": ItemKey(frozenset("abc"), partial=True),
        "other": ItemKey(frozenset("ab"), partial=True),
        "one": ItemKey(frozenset("a")),
    }
    answers = {"several": frozenset("ab"), "other": frozenset("a"), "one": frozenset("a")}
    result = mark(answers, key, pass_share=72)
    assert result.points == Fraction(13, 6)
    assert (result.score, result.right) == (2, {"one"})
    assert result.passed
    assert not mark(answers, key, pass_share=73).passed
    assert result.credits == {
        "several": Fraction(2, 3),
        "other": Fraction(1, 2),
        "one": Fraction(1),
    }


@given(st.lists(st.tuples(SOME, SOME), min_size=1, max_size=8), st.integers(0, 100))
def test_passing_is_the_sum_of_the_credits_against_the_share(
    asked: list[tuple[set[str], set[str]]], share: int
) -> None:
    key = {str(n): ItemKey(frozenset(right), partial=True) for n, (right, _) in enumerate(asked)}
    answers = {str(n): frozenset(said) for n, (_, said) in enumerate(asked)}
    result = mark(answers, key, share)
    assert result.points == sum(result.credits.values())
    assert result.passed == (result.points * 100 >= share * len(asked))
    assert len(result.right) <= result.score <= result.points <= len(asked)


def test_an_arrangement_is_right_as_a_whole() -> None:
    matching = ItemKey(frozenset({"a1", "b2", "c3"}))
    assert credit(frozenset({"a1", "b2", "c3"}), matching) == 1
    assert credit(frozenset({"a2", "b1", "c3"}), matching) == 0


def test_typed_words_are_right_if_any_accepted_text_is_meant() -> None:
    short = ItemKey(typed("999"), accepted=("999", "nine nine nine"), typos=1)
    for words in ("999", "9 9 9", "Nine, nine, nine!", "nine nine nin"):
        assert credit(typed(words), short) == 1, words
    for words in ("99", "9999", "nine nine", ""):
        assert credit(typed(words), short) == 0, words
    assert credit(frozenset(), short) == 0
    assert credit(frozenset("a"), short) == 0
