"""The 21 questions, and what answers come to; how long a headcount holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.assessment import QUESTIONS, THEMES, is_whole, level_of, next_open, theme_scores
from elearn.domain.coverage import RuleSet
from elearn.domain.headcounts import freshness

answers = st.dictionaries(st.integers(1, 21), st.one_of(st.none(), st.integers(0, 3)))


def test_there_are_21_questions_in_four_themes_as_the_method_has_them():
    assert [one.number for one in QUESTIONS] == list(range(1, 22))
    assert [sum(one.theme is theme for one in QUESTIONS) for theme in THEMES] == [4, 6, 4, 7]
    assert [one.number for one in QUESTIONS if not one.is_scored] == [17, 21]
    for one in QUESTIONS:
        assert one.text.endswith("?")
        assert len({*one.words}) == 4


@given(answers)
def test_every_scored_question_is_counted_once(given_):
    for score in theme_scores(given_):
        numbers = [one for one in QUESTIONS if one.theme is score.theme and one.is_scored]
        assert score.scored + score.not_applicable + score.missing == len(numbers)
        assert score.met + score.partly + score.not_yet == score.scored
        assert (score.mean is None) == (score.scored == 0)
        assert score.mean is None or 0 <= score.mean <= 3
        assert level_of(score.mean)


@given(answers)
def test_the_next_question_is_one_without_an_answer(given_):
    following = next_open(given_, after=10)
    assert (following is None) == is_whole(given_)
    assert following not in given_


def test_what_is_not_scored_changes_no_score():
    assert theme_scores({17: 0, 15: 3}) == theme_scores({17: 3, 15: 3, 21: 0})


@pytest.mark.parametrize(
    ("grade", "age", "counts_as", "word"),
    [
        ("A", 0, "A", "on-track"), ("A", 61, "A", "watch"), ("A", 90, "A", "watch"),
        ("A", 91, "C", "act"), ("B", 150, "B", "on-track"), ("B", 180, "B", "watch"),
        ("B", 181, "C", "act"), ("C", 1, "C", "watch"), ("C", 366, "C", "act"),
        ("A", 366, "C", "act"),
    ],
)  # fmt: skip
def test_a_headcount_holds_its_grade_for_its_time(grade, age, counts_as, word):
    on = date(2026, 11, 22)
    found = freshness(grade, on - timedelta(age), on, RuleSet())
    assert (found.grade.value, found.state.value) == (counts_as, word)
