"""Every type of question after it is answered: to check, handed in, explained; and on one page."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from tests.integration.learning.conftest import Learner
from tests.integration.learning.every_type import (
    DOCUMENT,
    NAMES,
    answer,
    send,
    stored,
    wrong_fields,
)
from tests.support.answering import right_fields, words


@pytest.fixture
def learner(make, visitor, person):
    make.module("every", code="M09", title="Every type", document=DOCUMENT)
    learner = Learner(visitor.sign_in(person), "every")
    learner.read_everything()
    return learner


@pytest.fixture
def attempt(learner):
    return learner.start()


def result_of(learner, attempt, wrong):
    """Hand in with some types answered wrongly; the part of the result about each of them."""
    for name in NAMES:
        place = answer(learner, attempt, name)
        if name in wrong:
            page = learner.visitor.page(f"{attempt}?q={place}")
            send(learner, attempt, place, wrong_fields(page, place, name))
    learner.hand_in(attempt)
    return learner.visitor.page(f"{attempt}/result")


def told(page, name):
    """What the list of all questions says about one."""
    fold = page.find("details")
    heading = next(one for one in fold.find_all("h3") if f"type {name}?" in one.text)
    parts = []
    for one in heading.find_next_siblings():
        if one.name in ("h3", "hr"):
            break
        parts += one.get_text(" ").split()
    return " ".join(parts)


def test_what_was_wrong_is_explained_for_every_type(learner, attempt):
    page = result_of(learner, attempt, NAMES)
    assert page.h1.text == "Not yet: 0.5 out of 8"
    assert "You need 6.4 out of 8." in page.text
    matching, ordering, short = (told(page, one) for one in ("matching", "ordering", "short"))
    assert "Not right" in matching
    assert "Callers all night: Cuckooing The flat was taken over." in matching
    assert matching.count("She lives at her work.") == 1
    assert "The answer: 1. See her alone Nobody listens then. 2. Get an inter" in ordering
    assert "You said: call a friend No: this one is for danger now. The answer: 999" in short
    assert "A man answers for her." in told(page, "decision")
    assert "Partly right" in told(page, "partial")
    assert "Not right" in told(page, "multiple")
    assert all("Because safety comes first." in told(page, one) for one in NAMES)


def test_what_was_right_has_its_feedback_too(learner, attempt):
    page = result_of(learner, attempt, [])
    assert "A van before dawn: Labour exploitation The crew is moved daily." in told(
        page, "matching"
    )
    assert "You said: 1. See her alone Nobody listens then." in told(page, "ordering")
    assert "The answer:" not in told(page, "ordering")
    assert "You said: 999 Yes: danger is now." in told(page, "short")


def test_part_of_a_point_counts_for_passing(learner, attempt, session):
    page = result_of(learner, attempt, ["partial", "single"])
    assert page.h1.text == "You passed with 6.5 out of 8"
    assert "You needed 6.4 out of 8" in page.text
    rows = stored(session)
    assert (rows["partial"].correct, rows["partial"].credit) == (False, 0.5)
    assert (rows["single"].correct, rows["single"].credit) == (False, 0.0)
    assert "Try 1: passed, 6.5 out of 8" in learner.page().text


def test_the_rules_say_that_part_of_an_answer_counts(learner):
    text = words(learner.page("/quiz"))
    assert "You pass with 6.4 points out of 8." in text
    assert "part of them right can earn part of the point" in text


@pytest.fixture
def all_on_one(app, monkeypatch):
    monkeypatch.setitem(
        app.extensions, "settings", replace(app.extensions["settings"], quiz_pages="all")
    )


def everything(page):
    fields = {}
    for place, heading in enumerate(page.select("main section[aria-label]"), start=1):
        item = next(one for one in DOCUMENT.items if one.text in words(heading))
        fields |= right_fields(page, place, item)
    return fields


def test_all_types_on_one_page(learner, attempt, session, all_on_one):
    page = learner.visitor.page(attempt)
    fields = everything(page)
    refused = learner.visitor.post(attempt, data={"act": "hand-in"})
    for error in ("give every step a place", "choose an answer for each line", "type an answer"):
        assert error in refused.text
    assert learner.visitor.post(attempt, data=fields | {"act": "hand-in"}).status_code == 303
    assert learner.visitor.page(f"{attempt}/result").h1.text == "You passed with 8 out of 8"


def test_on_one_page_half_an_arrangement_is_shown_again_and_the_rest_is_kept(
    learner, attempt, session, all_on_one
):
    fields = everything(learner.visitor.page(attempt))
    half = next(name for name in fields if name.count("-") == 2)
    response = learner.visitor.post(attempt, data=fields | {half: "", "act": "save"})
    assert response.status_code == 200
    page = BeautifulSoup(response.text, "html.parser")
    assert len(page.select(".govuk-error-summary a")) == 1
    assert len(stored(session)) == len(NAMES) - 1
    kept = {one["name"]: one.select_one("option[selected]") for one in page.select("select")}
    assert [name for name, option in kept.items() if option["value"] == ""] == [half]


def test_long_answers_to_match_stand_in_full_with_their_numbers(make, visitor, person):
    pairs = tuple(
        replace(pair, right=f"{pair.right}, which takes <strong>many</strong> words &amp; signs")
        for pair in DOCUMENT.item("m09-matching").pairs
    )
    item = replace(DOCUMENT.item("m09-matching"), pairs=pairs)
    document = replace(
        DOCUMENT, items=(item,), blueprint=(replace(DOCUMENT.blueprint[0], items=1),)
    )
    make.module("long", code="M10", title="Long", document=document)
    learner = Learner(visitor.sign_in(person), "long")
    learner.read_everything()
    attempt = learner.start()
    page = learner.visitor.page(attempt)
    listed = [words(one) for one in page.select("fieldset ol li")]
    offered = [words(one) for one in page.select_one("select").find_all("option")[1:]]
    assert offered == [f"{n}. {text}" for n, text in enumerate(listed, start=1)]
    assert all(text.endswith("which takes many words & signs") for text in listed)
    fields = right_fields(page, 1, item)
    assert send(learner, attempt, 1, fields).location == f"{attempt}/check"
