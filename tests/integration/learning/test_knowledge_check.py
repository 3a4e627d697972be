"""The partnership knowledge check: open to everybody, passed by nobody, counted once a form."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.audit.queries.knowledge import knowledge_facts
from elearn.content.queries import published
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import add_months, uk_date
from elearn.models import Answer, Attempt, AttemptKind, Completion, Level
from elearn.web.clock import now, today
from tests.integration.learning.conftest import Learner
from tests.support.document import small_anchor, small_document
from tests.support.pseudo import in_pseudo

CHECK = "/learn/knowledge-check"


@pytest.fixture
def check(make):
    return make.check()


def start(learner):
    response = learner.visitor.post(CHECK)
    assert response.status_code == 303
    return response.location


def take(learner, **how):
    attempt = start(learner)
    learner.answer_all(attempt, **how)
    learner.hand_in(attempt)
    return attempt


def asked(session):
    session.expire_all()
    (attempt,) = session.scalars(select(Attempt).where(Attempt.kind == AttemptKind.ANCHOR))
    return [key for key, _options in attempt.draw]


def test_it_is_offered_on_my_training(learner, check):
    page = learner.visitor.page("/learn")
    assert "Partnership knowledge check, about 15 minutes" in page.text
    assert page.select_one(f'a[href="{CHECK}"]')


def test_its_page_says_what_it_is_for_and_who_sees_what(learner, check):
    said = " ".join(learner.visitor.page(CHECK).text.split())
    assert "20 questions, about 15 minutes. Nobody passes or fails." in said
    assert "The partnership sees counts" in said
    assert "You can do it again after 6 months." in said


def test_whoever_reads_another_language_is_told_that_it_is_asked_in_english(
    learner, check, app, monkeypatch
):
    asked_for = in_pseudo(app, monkeypatch)
    notice = "This quiz is not yet in"
    assert notice in learner.visitor.page(CHECK, headers=asked_for).text
    assert notice not in learner.visitor.page(CHECK).text


def test_everybody_is_asked_one_question_for_each_topic_at_levels_a_and_b(session, learner, check):
    start(learner)
    assert sorted(asked(session)) == sorted(
        f"k01-t{topic}-{number:02}" for topic in range(1, 11) for number in (1, 3)
    )


def test_level_c_is_asked_of_people_whose_work_needs_it(session, visitor, make, agency, check):
    specialist = make.role("R5", level=Level.C)
    person = make.worker(agency, specialist)
    learner = Learner(visitor.sign_in(person), "knowledge-check")
    assert "30 questions" in visitor.page(CHECK).text
    start(learner)
    assert len(asked(session)) == 30
    assert "k01-t1-05" in asked(session)


def test_a_level_c_post_that_has_ended_asks_for_no_level_c(session, visitor, make, agency, check):
    person = make.worker(agency, make.role("R7"))
    make.posting(person, agency, make.role("R5", level=Level.C), end=today())
    start(Learner(visitor.sign_in(person), "knowledge-check"))
    assert len(asked(session)) == 20


def test_starting_twice_is_one_go_and_it_can_be_carried_on_with(session, learner, check):
    first = start(learner)
    assert start(learner) == first
    assert "carry on where you left off" in learner.visitor.page("/learn").text
    assert "Carry on" in learner.visitor.page(CHECK).main.text


def test_how_sure_one_is_is_asked_of_every_question(learner, check):
    attempt = start(learner)
    page = learner.visitor.page(f"{attempt}?q=1")
    assert page.select('input[name="sure-1"]')
    assert "quiz" not in page.main.text
    learner.answer(attempt, 1, sure=None)
    assert "Say how sure you are" in learner.visitor.post(attempt, data={"act": "hand-in"}).text


def test_the_result_is_by_topic_and_nobody_passes_or_fails(session, learner, check, module):
    attempt = take(learner, words="The risky act")
    page = learner.visitor.page(f"{attempt}/result")
    assert page.h1.text == "0 of 20 right"
    assert "Definitions, types and law" in page.text
    assert "0 of 2 right" in page.text
    assert "Passed" not in page.text
    row = session.scalar(select(Attempt).where(Attempt.kind == AttemptKind.ANCHOR))
    assert (row.passed, row.score, row.first, row.number) == (None, 0, True, 1)
    assert session.scalars(select(Completion)).all() == []
    marks = session.scalars(select(Answer.correct).where(Answer.attempt_id == row.id)).all()
    assert marks == [False] * 20


def test_what_was_not_right_links_to_the_screen_that_teaches_it(learner, make, module):
    items = [small_anchor("T1", "A", teaches="M01/first"), small_anchor("T1", "B", teaches="M09/x")]
    make.check(items=tuple(items))
    attempt = take(learner, words="The risky act")
    page = learner.visitor.page(f"{attempt}/result")
    links = [link["href"] for link in page.select("main section a")]
    assert links == ["/learn/notice-it/first"]
    assert "The first idea (Notice it, 2 minutes)" in " ".join(page.text.split())


def test_it_can_be_done_again_after_six_months_and_says_so(session, learner, check):
    take(learner)
    again = uk_date(add_months(today(), 6))
    assert f"can do it again from {again}" in learner.visitor.page("/learn").text
    assert f"You can do it again from {again}" in learner.visitor.page(CHECK).text
    assert learner.visitor.post(CHECK).location == CHECK
    (row,) = session.scalars(select(Attempt)).all()
    row.submitted_at = now() - timedelta(days=200)
    session.commit()
    start(learner)
    rows = session.scalars(select(Attempt).order_by(Attempt.number)).all()
    assert [(one.number, one.first) for one in rows] == [(1, True), (2, False)]


def test_another_form_is_counted_again(session, learner, make, check):
    take(learner)
    (row,) = session.scalars(select(Attempt)).all()
    row.submitted_at = now() - timedelta(days=200)
    session.commit()
    make.check("two")
    start(learner)
    rows = session.scalars(select(Attempt).order_by(Attempt.number)).all()
    assert [one.first for one in rows] == [True, True]


def test_it_is_no_module(session, learner, make, check, role):
    assert [one.code for one in published(session)] == ["M01"]
    for path in ("/quiz", "/summary", "/first"):
        assert learner.visitor.get(f"{CHECK}{path}").status_code == 404
    make.requirement(role, check)
    page = learner.visitor.page("/learn")
    assert not page.select("article.app-card")


def test_another_persons_go_is_no_page(learner, make, visitor, check):
    attempt = start(learner)
    visitor.sign_in(make.person())
    assert visitor.get(attempt).status_code == 404
    assert visitor.get(f"{attempt}/result").status_code == 404


def test_without_a_check_there_is_no_offer(learner):
    assert "knowledge check" not in learner.visitor.page("/learn").text
    assert learner.visitor.get(CHECK).status_code == 404


@pytest.fixture
def borrowing(make):
    """A module whose quiz asks one question, and may ask an anchor instead."""
    text = small_document("borrows", "M07", "It borrows")
    text = replace(text, anchors=2, anchor_items=(small_anchor("T1", "A"),))
    return make.module("borrows", code="M07", title="It borrows", document=text)


def test_a_quiz_asks_an_anchor_in_the_place_of_one_of_its_own(
    session, visitor, person, check, borrowing
):
    learner = Learner(visitor.sign_in(person), "borrows")
    learner.read_everything()
    attempt = learner.start()
    (row,) = session.scalars(select(Attempt)).all()
    keys = [key for key, _options in row.draw]
    assert len(keys) == 2
    assert "k01-t1-01" in keys
    place = keys.index("k01-t1-01") + 1
    assert visitor.page(f"{attempt}?q={place}").select(f'input[name="sure-{place}"]')
    learner.answer_all(attempt)
    learner.hand_in(attempt)
    assert "You passed" in visitor.page(f"{attempt}/result").h1.text


def test_an_anchor_answered_before_is_not_asked_again(session, visitor, person, check, borrowing):
    take(Learner(visitor.sign_in(person), "knowledge-check"))
    learner = Learner(visitor, "borrows")
    learner.read_everything()
    learner.start()
    row = session.scalar(select(Attempt).where(Attempt.kind == AttemptKind.QUIZ))
    assert "k01-t1-01" not in [key for key, _options in row.draw]


def test_anchors_count_whether_asked_in_the_check_or_in_a_module(
    session, visitor, make, person, agency, role, check, borrowing
):
    make.requirement(role, borrowing)
    other = make.worker(agency, role)
    take(Learner(visitor.sign_in(person), "knowledge-check"))
    learner = Learner(visitor.sign_in(other), "borrows")
    learner.read_everything()
    learner.take()
    facts = knowledge_facts(session, today(), RuleSet())
    by_level = {
        (one.topic, one.level): (one.people, one.items_answered)
        for one in facts
        if one.agency == agency.slug and not one.role
    }
    assert by_level["T1", ""] == (2, 4)
    assert by_level["T1", "A"] == (2, 3)
    assert by_level["T1", "B"] == (1, 1)
    assert by_level["T10", "B"] == (1, 1)


def test_a_second_go_at_a_form_is_not_counted(session, learner, make, check, person, role, module):
    make.requirement(role, module)
    take(learner)
    assert knowledge_facts(session, today(), RuleSet())
    (row,) = session.scalars(select(Attempt)).all()
    row.first = False
    session.commit()
    assert knowledge_facts(session, today(), RuleSet()) == []
