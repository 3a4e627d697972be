"""A module in the learner's language: what is not there is shown in English, with a notice."""

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from elearn.content.curriculum import topics
from elearn.content.translations.document import Translation
from elearn.models import Attempt
from elearn.web.languages import Catalogues
from tests.integration.learning.conftest import RISKY, Learner
from tests.support.document import small_document
from tests.support.pseudo import Pseudo, around, in_pseudo, unmarked

NUMBERS = re.compile(r"\d+:\d+[ap]m|[ap]m\b")
WELSH = {"Accept-Language": "cy, en;q=0.5"}


def in_welsh(thing, **texts):
    return replace(thing, **{name: f"[cy] {text}" for name, text in texts.items()})


def option(one):
    return in_welsh(one, text=one.text, feedback=one.feedback)


def question(item):
    told = in_welsh(item, text=item.text, why=item.why)
    return replace(told, options=tuple(option(one) for one in item.options))


@pytest.fixture
def translated():
    """A document with its first screen, its questions and its title in Welsh."""

    def make_it(*, quiz=True):
        document = small_document("notice-it", "M01", "Notice it")
        first = document.pages[0]
        told = Translation(
            language="cy",
            name="Cymraeg",
            direction="ltr",
            translated_by="A. Translator",
            translated_on=date(2026, 11, 20),
            title="[cy] Notice it",
            audience="[cy] Everyone.",
            why="[cy] You may be the only one.",
            outcomes=("[cy] Say what you saw.",),
            pages=(replace(first, title="[cy] The first idea", html="<p>[cy] Notice.</p>"),),
            items=tuple(map(question, document.items)) if quiz else (),
            summary_title="",
            summary="",
        )
        return replace(document, translations=(told,))

    return make_it


@pytest.fixture
def welsh(visitor, person, make, translated):
    """A learner whose browser asks for Welsh, at the module."""

    def at(**more):
        document = translated(**more)
        make.module("notice-it", code="M01", title="Notice it", document=document)
        visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = WELSH["Accept-Language"]
        return Learner(visitor.sign_in(person), "notice-it")

    return at


def test_what_is_translated_is_shown_in_the_language_and_marked_as_such(welsh):
    page = welsh().page("/first")
    assert page.h1.text == "[cy] The first idea"
    assert (page.h1["lang"], page.h1["dir"]) == ("cy", "ltr")
    assert page.select_one("article div[lang=cy]").text.strip() == "[cy] Notice."
    assert page.html["lang"] == "en-GB"
    assert "not yet in" not in page.text


def test_what_is_not_falls_back_to_english_with_a_notice(welsh):
    page = welsh().page("/second")
    assert "This page is not yet in Cymraeg. It is shown in English." in page.text
    assert page.h1.text == "The second idea"
    assert page.h1["lang"] == "en-GB"


def test_a_story_without_a_translation_says_so_too(welsh):
    learner = welsh()
    assert "not yet in Cymraeg" in learner.page("/story").text


def test_front_page_summary_and_the_kept_page_follow(welsh):
    learner = welsh()
    front = learner.page()
    assert front.h1.text == "[cy] Notice it"
    assert front.h1["lang"] == "cy"
    assert "[cy] Say what you saw." in front.text
    assert "not yet in Cymraeg" in learner.page("/summary").text
    kept = learner.page("/kept")
    assert kept.select_one("#first")["lang"] == "cy"
    assert kept.select_one("#second")["lang"] == "en-GB"


def test_whoever_asks_for_english_first_is_shown_english_and_no_notice(welsh):
    learner = welsh()
    learner.visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en-GB, cy;q=0.5"
    page = learner.page("/first")
    assert page.h1.text == "The first idea"
    assert "lang" not in page.h1.attrs
    assert "not yet in" not in learner.page("/second").text


def test_the_language_of_the_account_goes_before_the_browsers(welsh, app, person, monkeypatch):
    monkeypatch.setitem(app.extensions, "languages", Catalogues({"cy": Pseudo()}))
    learner = welsh()
    learner.visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    learner.visitor.post("/account/language", data={"language": "cy"})
    page = learner.page("/first")
    assert (page.html["lang"], page.h1.text) == ("cy", "[cy] The first idea")
    learner.visitor.post("/account/language", data={"language": "en-GB"})
    assert learner.page("/first").h1.text == "The first idea"


def test_an_attempt_stays_in_the_language_it_was_asked_in(welsh, session):
    learner = welsh()
    learner.read_everything()
    attempt = learner.start()
    (row,) = session.scalars(select(Attempt))
    assert row.language == "cy"
    asked = learner.visitor.page(attempt)
    assert asked.h1.select_one("[lang=cy]").text.startswith("[cy] Question")
    learner.visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    learner.answer_all(attempt, words="[cy] The safe act")
    result = learner.visitor.page(learner.hand_in(attempt).location)
    assert "You passed with 2 out of 2" in result.text
    assert "[cy] Because safety comes first." in result.text


def test_a_quiz_that_is_not_translated_is_asked_in_english_and_says_so(welsh, session):
    learner = welsh(quiz=False)
    learner.read_everything()
    assert "This quiz is not yet in Cymraeg. It is asked in English." in learner.page("/quiz").text
    attempt = learner.start()
    assert session.scalars(select(Attempt)).one().language == ""
    assert learner.visitor.page(attempt).h1.select_one('[lang="en-GB"]')


def test_a_module_without_a_translation_says_so_on_pages_of_another_language(
    learner, app, monkeypatch
):
    monkeypatch.setitem(app.extensions, "languages", Catalogues({"qps": Pseudo()}))
    learner.visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "qps"
    page = learner.page("/first")
    assert (page.html["lang"], page.h1["lang"]) == ("qps", "en-GB")
    assert "⟦This page is not yet in" in page.text


def test_every_word_of_a_result_is_marked(app, learner, monkeypatch):
    learner.read_everything()
    attempt = learner.start()
    learner.answer_all(attempt, RISKY)
    there = learner.hand_in(attempt).location
    asked = in_pseudo(app, monkeypatch)
    page = learner.visitor.page(f"{there}?already=1", headers=asked)
    assert page.html["lang"] == "qps"
    document = small_document("notice-it", "M01", "Notice it")
    content = {"Amina Okafor", "housing officer", "Northmoor Council", "Amina", document.title}
    for item in document.items:
        content |= {item.text, item.why}
        content |= {text for one in item.options for text in (one.text, one.feedback)}
    content |= {page.title for page in document.pages} | set(topics().values())
    found = [NUMBERS.sub("", one) for one in unmarked(page, content | around(app))]
    assert [one for one in found if any(map(str.isalpha, one))] == []
