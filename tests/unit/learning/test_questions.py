"""What a page asks and what comes back from it mean the same answer, for every type."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from elearn.demo.guessing import guess
from elearn.domain.quiz import DrawnItem, in_shown_order
from elearn.learning.forms import read_answer, was_sent
from elearn.learning.pages.questions import question, row_values, said, with_errors
from elearn.learning.queries.attempts import Given
from elearn.learning.words import Words
from tests.support.document import items_of_every_type

ITEMS = {item.key.removeprefix("m01-"): item for item in items_of_every_type("M01")}
FILL = Words(date(2026, 11, 22), lambda _agencies: (), lambda: None)


def drawn_of(item, seed):
    return DrawnItem(item.key, in_shown_order(item.to_draw(), Random(seed)))


def as_sent(shown):
    """The form of a page as a browser sends it back untouched."""
    name = f"answer-{shown.place}"
    fields = [(row.name, row.value) for row in shown.rows]
    if shown.way == "type":
        fields.append((name, shown.typed))
    fields += [(name, one.value) for one in shown.options if one.checked and not shown.rows]
    return MultiDict(fields)


@given(st.sampled_from(sorted(ITEMS)), st.integers(0, 500), st.integers(0, 500))
def test_a_page_sent_back_untouched_gives_the_answer_it_was_shown_with(kind, draw, answer):
    item = ITEMS[kind]
    drawn, chosen = drawn_of(item, draw), guess(item, Random(answer))
    shown = question(3, drawn, item, Given(chosen, None, None), FILL)
    back = read_answer(as_sent(shown), item, drawn.options, 3)
    assert (back.chosen, back.error) == (chosen, None)
    assert was_sent(as_sent(shown), 3)
    assert len(said(item, drawn, chosen, FILL)) == len(chosen)


@given(st.sampled_from(sorted(ITEMS)), st.integers(0, 500), st.data())
def test_two_answers_that_differ_are_sent_differently(kind, draw, data):
    item = ITEMS[kind]
    drawn = drawn_of(item, draw)
    one, other = (guess(item, Random(data.draw(st.integers(0, 500)))) for _ in range(2))
    first, second = (
        as_sent(question(1, drawn, item, Given(chosen, None, None), FILL))
        for chosen in (one, other)
    )
    assert (one == other) == (first == second)


@pytest.mark.parametrize("kind", sorted(ITEMS))
def test_a_page_not_answered_yet_holds_nothing_and_sends_nothing(kind):
    item = ITEMS[kind]
    drawn = drawn_of(item, 1)
    shown = question(1, drawn, item, None, FILL)
    assert not was_sent(as_sent(shown), 1)
    assert read_answer(as_sent(shown), item, drawn.options, 1).error


def test_a_half_filled_arrangement_stays_as_it_was_sent():
    item = ITEMS["ordering"]
    drawn = drawn_of(item, 2)
    form = MultiDict([("answer-1-1", "2"), ("answer-1-2", ""), ("answer-1-3", "1")])
    sent = read_answer(form, item, drawn.options, 1)
    assert (sent.error, sent.wrong_at) == ("Give every step a place", 2)
    shown = with_errors(question(1, drawn, item, None, FILL), sent, drawn)
    assert [row.value for row in shown.rows] == ["2", "", "1"]
    assert shown.errors == (("Question 1: give every step a place", "#answer-1-2"),)


def test_words_in_a_list_to_choose_from_are_plain_and_escaped_once():
    pair = replace(ITEMS["matching"].pairs[0], right="Debt &amp; <strong>threats</strong>")
    item = replace(ITEMS["matching"], pairs=(pair, *ITEMS["matching"].pairs[1:]))
    shown = question(1, drawn_of(item, 1), item, None, FILL)
    texts = [text for _value, text in shown.choices]
    assert Markup("Debt &amp; threats") in texts
    assert all(isinstance(text, Markup) for text in texts)


def test_typed_words_are_shown_and_never_meant():
    item = ITEMS["short"]
    sent = read_answer(MultiDict([("answer-1", " <b>9</b>  99 ")]), item, (), 1)
    (words,) = said(item, drawn_of(item, 1), sent.chosen, FILL)
    assert words == Markup("&lt;b&gt;9&lt;/b&gt; 99")


def test_nothing_chosen_is_an_empty_place_in_every_row():
    item = ITEMS["matching"]
    assert row_values(item, drawn_of(item, 1), frozenset()) == ("", "", "")
