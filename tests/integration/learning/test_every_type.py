"""Every type of question as it is asked: shown, answered, refused, kept and changed."""

import pytest
from bs4 import BeautifulSoup

from tests.integration.learning.conftest import Learner
from tests.integration.learning.every_type import (
    DOCUMENT,
    NAMES,
    answer,
    marks,
    place_of,
    selected,
    send,
    stored,
    wrong_fields,
)
from tests.support.answering import label_of, right_fields, words

CHOICES = {
    "single": "a",
    "true-false": "a",
    "multiple": "a,b",
    "partial": "a,b",
    "decision": "a",
    "matching": "a1,b2,c3",
    "ordering": "1a,2b,3c",
    "short": "=999",
}
SECRETS = (
    "m09-", "correct", "keeps people safe", "safety comes first", "lives at her work",
    "Nobody listens then", "danger is now", "for danger now", "nine nine nine", "999",
)  # fmt: skip


@pytest.fixture
def learner(make, visitor, person):
    make.module("every", code="M09", title="Every type", document=DOCUMENT)
    learner = Learner(visitor.sign_in(person), "every")
    learner.read_everything()
    return learner


@pytest.fixture
def attempt(learner):
    return learner.start()


def test_every_type_is_answered_kept_and_marked_right(learner, attempt, session):
    for name in NAMES:
        answer(learner, attempt, name)
    assert {name: row.choice for name, row in stored(session).items()} == CHOICES
    assert learner.hand_in(attempt).location == f"{attempt}/result"
    assert {(row.correct, row.credit) for row in stored(session).values()} == {(True, 1.0)}
    page = learner.visitor.page(f"{attempt}/result")
    assert page.h1.text == "You passed with 8 out of 8"
    assert "Not right" not in page.text


def test_a_page_shows_the_answer_again_on_another_device(learner, attempt, app, person):
    elsewhere = Learner(app.test_client().sign_in(person), "every")
    for name in NAMES:
        place = answer(learner, attempt, name)
        page = elsewhere.visitor.page(f"{attempt}?q={place}")
        right = right_fields(page, place, DOCUMENT.item(f"m09-{name}"))
        assert selected(page, place) == right, name


@pytest.mark.any_database
def test_nothing_on_the_page_tells_what_is_right(learner, attempt):
    for name in NAMES:
        place = place_of(learner, attempt, name)
        for again in (False, True):
            html = str(learner.visitor.page(f"{attempt}?q={place}"))
            found = [secret for secret in SECRETS if secret in html]
            assert found == (["999"] if again and name == "short" else []), name
            answer(learner, attempt, name)


@pytest.mark.parametrize("name", ["matching", "ordering"])
def test_an_order_is_drawn_once_for_an_attempt(learner, attempt, name):
    place = place_of(learner, attempt, name)

    def order():
        page = learner.visitor.page(f"{attempt}?q={place}")
        first = page.select_one("select")
        return [label_of(page, one) for one in page.select("select")], words(first)

    assert order() == order()


@pytest.mark.any_database
def test_orders_differ_from_one_attempt_to_the_next(make, app, learner):
    """Up to twelve people, until three orders were seen: fewer for all of them would be a
    wonder."""
    orders = set()
    for _ in range(12):
        if len(orders) > 2:
            break
        other = Learner(app.test_client().sign_in(make.person()), "every")
        other.read_everything()
        attempt = other.start()
        place = place_of(other, attempt, "ordering")
        page = other.visitor.page(f"{attempt}?q={place}")
        orders.add(tuple(label_of(page, one) for one in page.select("select")))
    assert len(orders) > 2


@pytest.mark.parametrize("name", NAMES)
def test_an_older_page_does_not_undo_a_newer_answer(learner, attempt, session, name):
    place = place_of(learner, attempt, name)
    old = learner.visitor.page(f"{attempt}?q={place}")
    answer(learner, attempt, name)
    kept = stored(session)
    other = wrong_fields(old, place, name) | marks(old)
    assert f"newer={place}" in send(learner, attempt, place, other).location
    assert stored(session) == kept
    other |= marks(learner.visitor.page(f"{attempt}?q={place}"))
    assert "newer" not in send(learner, attempt, place, other).location
    assert stored(session) != kept


def test_two_steps_at_one_place_are_refused_in_words_and_nothing_is_lost(learner, attempt, session):
    place = place_of(learner, attempt, "ordering")
    fields = {f"answer-{place}-1": "2", f"answer-{place}-2": "3", f"answer-{place}-3": "2"}
    response = send(learner, attempt, place, fields)
    assert response.status_code == 200
    page = BeautifulSoup(response.text, "html.parser")
    link = page.select_one(".govuk-error-summary a")
    assert link.text == f"Question {place}: two steps are at place 2: give each a place of its own"
    assert page.find(id=link["href"][1:])["name"] == f"answer-{place}-3"
    assert selected(page, place) == fields
    assert stored(session) == {}


@pytest.mark.any_database
def test_what_is_not_whole_is_asked_again(learner, attempt):
    cases = {
        "ordering": ({1: "1", 2: "2"}, "give every step a place"),
        "matching": ({1: "1", 2: "1", 3: "2"}, "choose each answer once only"),
        "short": ({}, "type an answer"),
    }
    for name, (rows, error) in cases.items():
        place = place_of(learner, attempt, name)
        fields = {f"answer-{place}-{n}": value for n, value in rows.items()}
        assert error in send(learner, attempt, place, fields).text


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("   ", "type an answer"),
        ("x" * 101, "type 100 characters or fewer: these are 101"),
        ("nine\x00nine", "something in the answer cannot be seen"),
        ("nine\x1bnine", "something in the answer cannot be seen"),
        ("999\u202e", "something in the answer cannot be seen"),
    ],
)
def test_typed_words_that_cannot_be_kept_are_refused(learner, attempt, session, typed, error):
    place = place_of(learner, attempt, "short")
    response = send(learner, attempt, place, {f"answer-{place}": typed})
    assert response.status_code == 200
    assert error in response.text
    assert stored(session) == {}


def test_typed_words_come_back_as_they_were_typed(learner, attempt, session):
    place = place_of(learner, attempt, "short")
    send(learner, attempt, place, {f"answer-{place}": '  Nine, "nine" <b> nin  '})
    assert stored(session)["short"].choice == '=Nine, "nine" <b> nin'
    page = learner.visitor.page(f"{attempt}?q={place}")
    assert page.select_one("input[type=text]")["value"] == 'Nine, "nine" <b> nin'
    assert 'Nine, "nine" <b> nin' in learner.visitor.page(f"{attempt}/check").text


HOSTILE = (
    {"answer-{}-1": "4"},
    {"answer-{}-1": "a", "answer-{}-2": "b", "answer-{}-3": "c"},
    {"answer-{}-1": ["1", "2"], "answer-{}-2": "2", "answer-{}-3": "3"},
    {"answer-{}-1": "1" * 4000},
    {"answer-{}": "1"},
    {"answer-{}-1": "١", "answer-{}-2": "2", "answer-{}-3": "3"},
)


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["matching", "ordering"])
def test_hostile_arrangements_change_nothing(learner, attempt, session, name):
    place = place_of(learner, attempt, name)
    for form in HOSTILE:
        fields = {key.format(place): value for key, value in form.items()}
        assert send(learner, attempt, place, fields).status_code == 200
        assert stored(session) == {}, form


@pytest.mark.any_database
def test_a_situation_stands_above_the_question(learner, attempt):
    page = learner.visitor.page(f"{attempt}?q={place_of(learner, attempt, 'decision')}")
    inset = page.select_one("main .govuk-inset-text")
    assert words(inset) == "A man answers for her."
    assert page.select_one("fieldset") in inset.find_all_next("fieldset")


@pytest.mark.any_database
def test_an_input_to_type_into_helps_nobody_to_the_answer(learner, attempt):
    page = learner.visitor.page(f"{attempt}?q={place_of(learner, attempt, 'short')}")
    field = page.select_one("main input[type=text]")
    assert (field["autocomplete"], field["spellcheck"]) == ("off", "false")


@pytest.mark.any_database
def test_the_answers_to_check_are_in_words(learner, attempt):
    for name in NAMES:
        answer(learner, attempt, name)
    text = words(learner.visitor.page(f"{attempt}/check"))
    assert "Callers all night: Cuckooing" in text
    assert "1. See her alone2. Get an interpreter3. Ask an open question" in text
    assert "Her papers are kept" in text
