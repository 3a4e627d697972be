from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from elearn.learning.forms import AnswerSent, number, only, read_answer, was_sent, whole_number
from tests.support.document import small_item

SHOWN = ("c", "a", "b")
PLAIN = replace(small_item("M01", 1), anchor=False)
ANCHOR = replace(PLAIN, anchor=True)
SEVERAL = replace(PLAIN, type="multiple")


def sent(*pairs) -> MultiDict:
    return MultiDict(pairs)


def test_an_option_is_sent_by_its_place_on_the_page():
    answer = read_answer(sent(("answer-3", "2")), PLAIN, SHOWN, 3)
    assert answer == AnswerSent(frozenset("a"), None)
    assert answer.is_whole


def test_several_options_are_a_set_however_often_they_are_sent():
    form = sent(("answer-1", "1"), ("answer-1", "3"), ("answer-1", "1"))
    assert read_answer(form, SEVERAL, SHOWN, 1).chosen == frozenset("cb")


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ([], "Choose an answer"),
        ([("answer-2", "1")], "Choose an answer"),
        ([("answer-1", "4")], "Choose from the answers shown"),
        ([("answer-1", "a")], "Choose from the answers shown"),
        ([("answer-1", "1"), ("answer-1", "2")], "Choose one answer only"),
        ([("answer-1", "")], "Choose from the answers shown"),
    ],
)
def test_what_is_no_answer_is_said_in_words(pairs, error):
    answer = read_answer(sent(*pairs), PLAIN, SHOWN, 1)
    assert (answer.chosen, answer.error) == (None, error)


def test_several_may_be_asked_for():
    assert read_answer(sent(), SEVERAL, SHOWN, 1).error == "Choose at least one answer"


def test_confidence_is_read_on_anchor_questions_only():
    form = sent(("answer-1", "1"), ("sure-1", "5"))
    assert read_answer(form, ANCHOR, SHOWN, 1).confidence == 5
    assert read_answer(form, PLAIN, SHOWN, 1).confidence is None


@pytest.mark.parametrize("sure", ["", "0", "6", "05", "٣", "9" * 100])
def test_an_odd_confidence_is_asked_again(sure):
    answer = read_answer(sent(("answer-1", "1"), ("sure-1", sure)), ANCHOR, SHOWN, 1)
    assert answer.chosen == frozenset("c")
    assert (answer.confidence, answer.sure_error) == (None, "Say how sure you are")
    assert not answer.is_whole


def test_a_field_sent_twice_is_no_value():
    assert only(sent(("q", "1"), ("q", "2")), "q") is None
    assert number(sent(("q", "1"), ("q", "2")), "q") is None
    assert number(sent(("q", "12")), "q") == 12


@pytest.mark.parametrize("value", [None, "", "-1", "1.0", "²", "1 ", "9" * 7])
def test_what_is_no_plain_number_is_none(value):
    assert whole_number(value) is None


def test_a_question_was_sent_when_any_of_its_fields_was():
    assert was_sent(sent(("sure-4", "1")), 4)
    assert not was_sent(sent(("sure-4", "1")), 3)
