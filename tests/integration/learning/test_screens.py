from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from elearn.content.pages import Check, CheckOption
from elearn.extensions import db
from elearn.models import PageSeen
from tests.integration.learning.conftest import Learner
from tests.support.document import small_document

CHECK = Check(
    "Who should interpret?",
    (
        CheckOption("a", "Her cousin", correct=False, feedback="He may control her."),
        CheckOption("b", "An interpreter by phone", correct=True, feedback="Yes: no stake in it."),
    ),
)


def with_check(document):
    first = replace(document.pages[0], check=CHECK)
    return replace(document, pages=(first, *document.pages[1:]))


@pytest.fixture
def checked(make, visitor, person):
    document = with_check(small_document("check-it", "M02", "Check it"))
    make.module("check-it", code="M02", title="Check it", document=document)
    return Learner(visitor.sign_in(person), "check-it")


def seen(session) -> list[str]:
    return list(session.scalars(select(PageSeen.page).order_by(PageSeen.id)))


def test_a_screen_says_in_words_where_it_is(learner):
    page = learner.page("/second")
    assert page.h1.text == "The second idea"
    assert "Screen 2 of 3" in page.text
    assert "About 8 minutes left" in page.text
    assert "Law as at 1 November 2026" in page.text
    assert page.select_one(".govuk-back-link")["href"] == "/learn/notice-it/first"


def test_continue_records_the_page_and_goes_on(learner, session):
    response = learner.press("/learn/notice-it/first", act="continue")
    assert response.location == "/learn/notice-it/second"
    assert seen(session) == ["first"]


def test_continue_said_twice_is_one_page_seen(learner, session):
    learner.press("/learn/notice-it/first", act="continue")
    assert learner.press("/learn/notice-it/first", act="continue").location.endswith("/second")
    assert seen(session) == ["first"]


def test_looking_at_a_page_records_nothing(learner, session):
    learner.page("/first")
    learner.page("/second")
    assert seen(session) == []


def test_my_training_carries_on_at_the_first_page_not_seen_on_any_device(learner, app, person):
    learner.press("/learn/notice-it/first", act="continue")
    elsewhere = Learner(app.test_client().sign_in(person), "notice-it")
    button = elsewhere.page().select_one("main a.govuk-button")
    assert button.text.startswith("Carry on at screen 2")
    assert button["href"] == "/learn/notice-it/second"


def test_pages_may_be_read_in_any_order_and_the_gap_is_named(learner):
    learner.press("/learn/notice-it/second", act="continue")
    assert learner.page().select_one("main a.govuk-button")["href"] == "/learn/notice-it/first"


def test_after_the_last_page_comes_the_quiz(learner):
    learner.press("/learn/notice-it/story", act="choose", choice="tell")
    response = learner.press("/learn/notice-it/story", act="continue")
    assert response.location == "/learn/notice-it/quiz"


def test_a_page_that_the_module_has_not_is_not_there(learner):
    assert learner.visitor.get("/learn/notice-it/nonsense").status_code == 404
    assert learner.visitor.get("/learn/nonsense/first").status_code == 404
    assert learner.visitor.get("/learn/nonsense").status_code == 404


def test_a_planned_module_is_not_there_yet(learner, make):
    make.module("planned", published_on=None)
    assert learner.visitor.get("/learn/planned").status_code == 404


def test_nobody_learns_without_signing_in(app, session, module):
    anonymous = app.test_client()
    for path in ("/learn", "/learn/notice-it", "/learn/notice-it/first", "/learn/notice-it/quiz"):
        assert "/sign-in" in anonymous.get(path).location


def test_a_version_published_half_way_leaves_the_one_begun(learner, make, module):
    learner.press("/learn/notice-it/first", act="continue")
    newer = small_document("notice-it", "M01", "Notice it", why="Another reason.")
    make.version(module, 2, published_on=date(2026, 11, 20), document=newer)
    page = learner.page()
    assert page.select_one("main a.govuk-button")["href"] == "/learn/notice-it/second"
    assert "You may be the only one" in page.text
    assert "newer version" in page.text


def test_a_version_published_before_anything_was_seen_is_the_one_shown(learner, make, module):
    form = {"act": "continue", "version": "1"}
    newer = small_document("notice-it", "M01", "Notice it", why="Another reason.")
    make.version(module, 2, published_on=date(2026, 11, 20), document=newer)
    old_page = learner.visitor.post("/learn/notice-it/first", data=form)
    assert old_page.location == "/learn/notice-it"
    assert db.session.scalar(select(func.count()).select_from(PageSeen)) == 0
    assert "Another reason." in learner.page().text


def test_a_check_is_answered_on_the_same_screen_and_not_stored(checked, session):
    response = checked.press("/learn/check-it/first", expect=200, act="check", check="a")
    assert "Not quite" in response.text
    assert "You said:" in response.text
    assert "He may control her." in response.text
    assert "An interpreter by phone" in response.text
    assert seen(session) == []


def test_a_right_check_says_so(checked):
    response = checked.press("/learn/check-it/first", expect=200, act="check", check="b")
    assert "That is right" in response.text
    assert 'id="feedback"' in response.text


@pytest.mark.parametrize("check", [None, "z", ["a", "b"], "a" * 5000])
def test_a_check_without_a_good_answer_asks_for_one(checked, check):
    fields = {} if check is None else {"check": check}
    response = checked.press("/learn/check-it/first", expect=200, act="check", **fields)
    assert "There is a problem" in response.text
    assert "That is right" not in response.text


def test_the_right_answer_of_a_check_is_not_in_the_page_before(checked):
    assert "no stake in it" not in str(checked.page("/first"))


def test_a_screen_costs_five_statements_besides_the_session(learner, statements):
    learner.page("/first")  # the document is read once by each process
    with statements() as asked:
        learner.page("/first")
    besides = [one for one in asked if "sign_in_session" not in one and "grant_of_role" not in one]
    assert len(besides) <= 5, "\n\n".join(besides)


def test_the_summary_is_one_page_to_print(learner):
    page = learner.page("/summary")
    assert page.h1.text == "Notice it on one page"
    assert "Notice and tell." in page.text
