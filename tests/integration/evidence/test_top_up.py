"""Where an outside course covers a part, a short quiz on the rest completes the module."""

from datetime import date

import pytest
from sqlalchemy import select

from elearn.models import Attempt, AttemptKind, Certificate, Completion, Grade
from elearn.records.actions import compare_holdings
from elearn.web.clock import today
from tests.integration.evidence.conftest import press, send, text_of
from tests.integration.learning.conftest import RISKY, Learner


@pytest.fixture
def learner(app, office, session) -> Learner:
    return Learner(app.test_client().sign_in(office.ann), office.module.slug)


@pytest.fixture
def partly(office):
    """Ann's course covers T1 of T1 and T2."""
    office.course(topics=("T1",))
    office.bring_in("W1,,Home course,2026-03-01,,")
    return office


def take(learner, words="The safe act"):
    attempt = learner.visitor.post(f"{learner.home}/top-up").location
    learner.answer_all(attempt, words)
    learner.hand_in(attempt)
    return attempt


def test_it_asks_on_the_missing_topics_alone_and_completes_the_module(learner, partly, session):
    mine = learner.visitor.page("/learn/elsewhere")
    assert "1 course of yours counts once you have passed a short quiz." in text_of(mine)
    assert "You still need: T2 Control, vulnerability and barriers" in text_of(mine)
    assert mine.find("a", string="The second idea")["href"] == "/learn/notice-it/second"
    intro = learner.page("/top-up")
    assert "Pass 2 questions on the rest and it is done." in text_of(intro)
    assert "1 March 2028" in text_of(intro)
    attempt = take(learner)
    (row,) = session.scalars(select(Attempt))
    assert (row.kind, row.first, row.passed) == (AttemptKind.PRECHECK, False, True)
    assert {key.split("-")[1] for key, _ in row.draw} == {"t2"}
    result = learner.visitor.page(f"{attempt}/result")
    assert "Together with your course this completes the module." in text_of(result)
    (completion,) = session.scalars(select(Completion))
    assert (completion.completed_on, completion.grade) == (today(), Grade.IMPORTED)
    assert completion.source == "Short quiz after Home course"
    assert completion.attempt_id == row.id
    assert session.scalars(select(Certificate)).all() == []
    assert compare_holdings(session) == []
    assert partly.actions()[-1] == "completion.recorded"
    assert "You still need" not in text_of(learner.visitor.page("/learn/elsewhere"))


def test_not_passed_yet_leaves_the_record_and_opens_another_try(learner, partly):
    attempt = take(learner, RISKY)
    result = learner.visitor.page(f"{attempt}/result")
    assert result.h1.get_text().startswith("Not yet")
    assert partly.record() == []
    again = result.find("a", string=lambda text: text and "Try again" in text)
    assert again["href"] == "/learn/notice-it/top-up"
    for _ in range(2):
        take(learner, RISKY)
    assert "The next try opens" in text_of(learner.page("/top-up"))
    assert learner.visitor.post(f"{learner.home}/top-up").location == "/learn/notice-it/top-up"


def test_a_short_quiz_under_way_is_carried_on_with(learner, partly, session):
    first = learner.visitor.post(f"{learner.home}/top-up").location
    assert learner.visitor.post(f"{learner.home}/top-up").location == first
    assert "Carry on with the short quiz" in text_of(learner.page("/top-up"))
    assert len(session.scalars(select(Attempt)).all()) == 1


def test_it_does_not_stand_in_the_way_of_the_module_itself(learner, partly, session):
    learner.visitor.post(f"{learner.home}/top-up")
    learner.read_everything()
    attempt = learner.take()
    assert "You passed" in learner.visitor.page(f"{attempt}/result").h1.get_text()
    kinds = session.scalars(select(Attempt.kind).order_by(Attempt.id)).all()
    assert kinds == [AttemptKind.PRECHECK, AttemptKind.QUIZ]
    assert learner.visitor.get(f"{learner.home}/top-up").location == "/learn/elsewhere"


def test_evidence_taken_back_meanwhile_completes_nothing(learner, partly):
    attempt = learner.visitor.post(f"{learner.home}/top-up").location
    learner.answer_all(attempt)
    partly.undo(partly.latest())
    learner.hand_in(attempt)
    assert partly.record() == []
    result = text_of(learner.visitor.page(f"{attempt}/result"))
    assert "Your course no longer counts" in result


def test_undoing_after_the_short_quiz_takes_its_completion_back(learner, partly, session):
    take(learner)
    assert len(partly.record()) == 1
    assert partly.undo(partly.latest()) == 1
    assert partly.record() == []
    assert compare_holdings(session) == []


def test_where_the_quiz_is_asked_besides_all_topics_are_asked(learner, office, session):
    course = office.course(asks_quiz=True)
    send(learner.visitor, course=course)
    lead = learner.visitor.application.test_client().sign_in(office.lead)
    queue = lead.page(office.home)
    page = lead.page(queue.find("a", string="Ann Bell")["href"])
    assert "once a short quiz is passed on T1" in text_of(page)
    press(lead, page, "/approve", course=str(course))
    assert office.record() == []
    take(learner)
    (row,) = session.scalars(select(Attempt))
    assert {key.split("-")[1] for key, _ in row.draw} == {"t1", "t2"}
    assert office.held(office.ann) == (today(), Grade.APPROVED)


def test_a_better_equivalence_later_asks_for_less(learner, partly):
    partly.course(topics=("T2",), name="Other")
    partly.course(topics=("T1", "T2"))
    intro = learner.page("/top-up")
    assert "Nothing else is missing." in text_of(intro)
    press(learner.visitor, intro, "/top-up")
    assert partly.held(partly.ann) == (today(), Grade.IMPORTED)


def test_a_course_that_was_ended_or_has_run_out_asks_for_nothing(learner, office):
    office.course(topics=("T1",), months=1)
    day = date(today().year, today().month, 1)
    office.bring_in(f"W1,,Home course,{day},,")
    assert office.trainings()
    session = office.session
    office.trainings()[0].done_on = date(2025, 1, 1)
    session.commit()
    assert learner.visitor.get(f"{learner.home}/top-up").location == "/learn/elsewhere"
    assert learner.visitor.post(f"{learner.home}/top-up").location == "/learn/elsewhere"


def test_somebody_elses_course_is_not_mine(app, partly):
    other = Learner(app.test_client().sign_in(partly.bob), partly.module.slug)
    assert other.visitor.get(f"{other.home}/top-up").location == "/learn/elsewhere"
    assert "You still need" not in text_of(other.visitor.page("/learn/elsewhere"))
