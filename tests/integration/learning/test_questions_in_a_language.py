"""Short quizzes, questions months later and My training, in the language that a module has."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from elearn.models import Attempt, AttemptKind
from tests.integration.learning.test_languages import WELSH, translated, welsh  # noqa: F401
from tests.support.again import ask_again

pytestmark = pytest.mark.any_database


@pytest.fixture
def asked_again(make, person, visitor, translated):  # noqa: F811
    """The link of a letter about a module of which ``more`` is translated."""

    def at(*, change=lambda one: one, **more):
        document = change(translated(**more))
        module = make.module("notice-it", code="M01", title="Notice it", document=document)
        visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = WELSH["Accept-Language"]
        return f"/again/{ask_again(make, person, module, datetime.now(UTC))}"

    return at


def answers(page):
    """The first answer of every question."""
    sent = {}
    for one in page.select("form input[type=radio], form input[type=checkbox]"):
        sent.setdefault(one["name"], one["value"])
    return sent


def test_questions_months_later_are_asked_and_explained_in_the_language(
    visitor, session, asked_again
):
    link = asked_again()
    page = visitor.page(link)
    assert page.select_one("form [lang=cy]").text.startswith("[cy] ")
    assert "not yet in" not in page.text
    done = visitor.post(link, data=answers(page))
    assert done.status_code == 303
    row = session.scalars(select(Attempt).where(Attempt.kind == AttemptKind.SPACED)).one()
    assert row.language == "cy"
    visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "[cy] " in visitor.page(done.location).select_one("[lang=cy]").text


def test_without_translated_questions_they_are_asked_in_english_with_a_notice(
    visitor, session, asked_again
):
    link = asked_again(quiz=False)
    page = visitor.page(link)
    assert "This quiz is not yet in Cymraeg. It is asked in English." in page.text
    assert page.select_one('form [lang="en-GB"]')
    visitor.post(link, data=answers(page))
    row = session.scalars(select(Attempt).where(Attempt.kind == AttemptKind.SPACED)).one()
    assert row.language == ""


def test_a_question_borrowed_of_the_knowledge_check_is_marked_as_english(visitor, asked_again):
    def lend(document):
        first, *rest = document.items
        told = document.translations[0]
        kept = tuple(one for one in told.items if one.key != first.key)
        lent = replace(first, key="k01-t1-01", anchor=True)
        return replace(
            document,
            items=tuple(rest),
            anchor_items=(lent,),
            translations=(replace(told, items=kept),),
        )

    page = visitor.page(asked_again(change=lend))
    spoken = {one["lang"] for one in page.select("form legend [lang]")}
    assert spoken == {"cy", "en-GB"}


def test_my_training_gives_titles_in_the_language(welsh):  # noqa: F811
    learner = welsh()
    page = learner.visitor.page("/learn")
    assert "[cy] Notice it" in page.text
    learner.visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en, cy;q=0.5"
    assert "[cy]" not in learner.visitor.page("/learn").text
