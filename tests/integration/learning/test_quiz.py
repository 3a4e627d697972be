from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from elearn.models import Answer
from tests.integration.learning.conftest import RISKY, Learner
from tests.support.document import small_document

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def ready(learner):
    learner.read_everything()
    return learner


@pytest.fixture
def all_on_one(app, monkeypatch):
    monkeypatch.setitem(
        app.extensions, "settings", replace(app.extensions["settings"], quiz_pages="all")
    )


def test_the_rules_are_said_before_the_quiz(ready):
    page = ready.page("/quiz")
    assert page.h1.text == "Quiz: Notice it"
    assert "There is no time limit." in page.text
    assert "You pass with 2 out of 2 right." in page.text
    assert "One question is about keeping people safe" in page.text
    assert "pause of 10 minutes" in page.text


def test_the_quiz_waits_until_every_page_was_gone_through(learner, attempts):
    learner.press("/learn/notice-it/first", act="continue")
    page = learner.page("/quiz")
    assert "Next is screen 2: The second idea." in page.text
    assert not page.select("main form")
    assert learner.visitor.post("/learn/notice-it/quiz").location == "/learn/notice-it/quiz"
    assert attempts() == []


def test_starting_twice_is_one_attempt(ready, attempts):
    assert ready.start() == ready.start()
    (one,) = attempts()
    assert one.first
    assert one.number == 1
    assert len(one.public_id) >= 20


def test_the_draw_is_kept_with_the_order_of_the_options(ready, attempts):
    attempt = ready.start()
    shown = [one.text for one in ready.visitor.page(attempt).select("fieldset label")][:3]
    assert shown == [one.text for one in ready.visitor.page(attempt).select("fieldset label")][:3]
    (one,) = attempts()
    assert len(one.draw) == 2
    assert all(sorted(options) == ["a", "b", "c"] for _key, options in one.draw)


def test_nothing_about_right_answers_is_in_the_page(ready):
    attempt = ready.start()
    ready.answer_all(attempt)
    for path in ("?q=1", "?q=2", "/check"):
        html = str(ready.visitor.page(attempt + path))
        for secret in ("it keeps people safe", "safety comes first", "correct", "m01-t1"):
            assert secret not in html


def test_each_answer_is_saved_as_it_is_given_and_resumed_elsewhere(ready, app, person):
    attempt = ready.start()
    assert ready.answer(attempt, 1).location == f"{attempt}?q=2"
    elsewhere = Learner(app.test_client().sign_in(person), "notice-it")
    page = elsewhere.visitor.page(attempt)
    assert "Question 2 of 2" in page.text
    first = elsewhere.visitor.page(f"{attempt}?q=1")
    checked = first.select_one('input[name="answer-1"][checked]')
    assert first.select_one(f'label[for="{checked["id"]}"]').text == "The safe act"


def test_an_answer_may_be_changed_until_it_is_handed_in(ready, session):
    attempt = ready.start()
    ready.answer(attempt, 1, RISKY)
    ready.answer(attempt, 1)
    assert session.scalars(select(Answer.choice)).all() == ["a"]


def test_confidence_is_asked_on_anchor_questions_and_the_answer_is_kept_without(
    make, visitor, person, session
):
    document = small_document("sure", "M03", "Sure")
    document = replace(document, items=tuple(replace(i, anchor=True) for i in document.items))
    make.module("sure", code="M03", title="Sure", document=document)
    learner = Learner(visitor.sign_in(person), "sure")
    learner.read_everything()
    attempt = learner.start()
    response = learner.answer(attempt, 1, sure=None)
    assert response.status_code == 200
    assert "say how sure you are. Your answer is kept" in response.text
    assert session.execute(select(Answer.choice, Answer.confidence)).all() == [("a", None)]
    assert learner.answer(attempt, 1, sure="5").status_code == 303
    assert session.execute(select(Answer.choice, Answer.confidence)).all() == [("a", 5)]


def test_the_answers_to_check_name_what_is_missing(ready):
    attempt = ready.start()
    ready.answer(attempt, 1)
    page = ready.visitor.page(f"{attempt}/check")
    assert page.h1.text == "Check your answers"
    assert "1 of 2 questions needs something" in page.text
    assert "No answer yet" in page.text
    response = ready.hand_in(attempt)
    assert response.status_code == 200
    assert "Question 2: no answer yet" in response.text


def test_a_question_reached_from_the_check_leads_back_to_it(ready):
    attempt = ready.start()
    ready.answer(attempt, 1)
    ready.answer(attempt, 2)
    page = ready.visitor.page(f"{attempt}/check")
    href = page.select_one("dl a")["href"]
    again = ready.visitor.page(href)
    assert again.select_one('input[name="back"]')["value"] == "check"
    assert ready.answer(attempt, 1, back="check").location == f"{attempt}/check"


def test_a_new_version_in_the_middle_changes_nothing_of_the_attempt(ready, make, module, attempts):
    attempt = ready.start()
    ready.answer(attempt, 1)
    other = small_document("notice-it", "M01", "Notice it", items=(), blueprint=(), pages=())
    make.version(module, 2, published_on=date(2026, 11, 21), document=other)
    ready.answer(attempt, 2)
    ready.hand_in(attempt)
    (one,) = attempts()
    assert (one.score, one.passed) == (2, True)
    assert "You passed with 2 out of 2" in ready.visitor.page(f"{attempt}/result").text


def test_after_the_third_try_there_is_a_pause(ready, attempts, monkeypatch):
    when = {"now": NOW}
    for place in ("quiz", "attempts", "result", "where", "training"):
        monkeypatch.setattr(
            f"elearn.learning.routes.{place}.now", lambda: when["now"], raising=False
        )
    for _ in range(3):
        attempt = ready.take(RISKY)
    page = ready.visitor.page(f"{attempt}/result")
    assert "The next try opens at 12:10pm" in page.text
    assert "The next try opens at 12:10pm" in ready.page("/quiz").text
    assert ready.start() == "/learn/notice-it/quiz"
    assert len(attempts()) == 3
    when["now"] = NOW + timedelta(minutes=10)
    assert ready.start().startswith("/learn/attempts/")


def test_a_second_try_has_fresh_questions_and_is_not_the_first(ready, attempts):
    ready.take(RISKY)
    ready.start()
    one, two = attempts()
    assert not {key for key, _ in one.draw} & {key for key, _ in two.draw}
    assert [one.first, two.first] == [True, False]


def test_after_a_pass_the_next_try_is_a_first_one_again(ready, attempts):
    ready.take(RISKY)
    ready.take()
    ready.take(RISKY)
    assert [one.first for one in attempts()] == [True, False, True]


def test_a_held_module_says_until_when_and_still_offers_the_quiz(ready):
    ready.take()
    page = ready.page("/quiz")
    assert "You hold this already: it is in date until" in page.text
    assert page.select_one("main form button").text == "Start another try"


def test_all_questions_on_one_page_when_the_installation_says_so(ready, all_on_one, attempts):
    attempt = ready.start()
    page = ready.visitor.page(attempt)
    assert page.h1.text == "Quiz: Notice it"
    assert len(page.select("section[aria-label]")) == 2
    response = ready.visitor.post(attempt, data={"act": "hand-in", "answer-1": "1", "sure-1": "3"})
    assert response.status_code == 200
    assert "Question 2: choose an answer" in response.text
    both = {f"answer-{n}": "1" for n in (1, 2)} | {f"sure-{n}": "3" for n in (1, 2)}
    assert ready.visitor.post(attempt, data={"act": "save"} | both).location.endswith("/check")
    done = ready.visitor.post(attempt, data={"act": "hand-in"} | both)
    assert done.location == f"{attempt}/result"
    assert attempts()[0].submitted_at is not None


def test_on_one_page_saving_half_of_it_is_fine(ready, all_on_one, session):
    attempt = ready.start()
    response = ready.visitor.post(attempt, data={"act": "save", "answer-2": "3"})
    assert response.location == f"{attempt}/check"
    assert len(session.scalars(select(Answer.id)).all()) == 1


def test_on_one_page_everything_that_is_missing_is_named_at_once(ready, all_on_one):
    attempt = ready.start()
    response = ready.visitor.post(attempt, data={"act": "hand-in", "answer-1": "77"})
    assert "Question 1: choose from the answers shown" in response.text
    assert "Question 2: choose an answer" in response.text
