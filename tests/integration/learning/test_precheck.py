"""A pre-check lets those who know skip the screens, once, and leaves the figures right."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from elearn.audit.queries.knowledge import knowledge_facts
from elearn.domain.coverage import RuleSet
from elearn.models import AttemptKind, Completion, Need, TrailEntry
from elearn.records.actions import revoke_completion
from elearn.web.clock import today
from tests.integration.learning.conftest import RISKY


@pytest.fixture
def asked(make, role, module):
    make.requirement(role, module, Need.REQUIRED)


def start(learner) -> str:
    return learner.visitor.post(f"{learner.home}/pre-check").location


def take(learner, *answers) -> str:
    """A whole pre-check; the page of its result."""
    attempt = start(learner)
    for place, words in enumerate(answers, start=1):
        learner.answer(attempt, place, words)
    return learner.hand_in(attempt).location


def test_passing_completes_the_module_without_a_screen(learner, session, attempts):
    assert "Know this already?" in learner.page().get_text()
    intro = learner.page("/pre-check").get_text()
    assert "You pass with 2 out of 2 right. Every question about keeping people safe" in intro
    assert "once in 24 months" in intro
    page = learner.visitor.page(take(learner, "The safe act", "The safe act"))
    assert "You passed with 2 out of 2" in page.get_text()
    assert page.select_one('a[href^="/certificates/"]')
    done = session.scalar(select(Completion))
    (attempt,) = attempts()
    assert (done.grade, done.source, done.completed_on) == ("E1", "pre-check", today())
    assert (done.attempt_id, attempt.kind, attempt.first) == (attempt.id, "precheck", True)
    told = session.scalar(select(TrailEntry).filter_by(action="completion.recorded"))
    assert told.detail["source"] == "pre-check"
    assert "Know this already?" not in learner.page().get_text()


def test_a_withdrawn_certificate_is_not_offered_any_more(learner, session):
    result = take(learner, "The safe act", "The safe act")
    done = session.scalar(select(Completion))
    revoke_completion(
        session, completion_id=done.id, on=today(), reason="Not hers.", now=datetime.now(UTC)
    )
    session.commit()
    page = learner.visitor.page(result)
    assert "Its certificate was withdrawn" in page.get_text()
    assert not page.select('main a[href$=".pdf"]')


def test_failing_names_the_screens_shows_no_answer_and_goes_on_as_usual(learner, attempts):
    there = take(learner, RISKY, RISKY)
    page = learner.visitor.page(there)
    text = page.get_text()
    assert "Not yet: 0 out of 2" in text
    assert "0 of 2 right" in text
    assert page.select_one(f'a[href="{learner.home}/first"]')
    for leaked in ("The safe act", "Because safety comes first", "it keeps people safe"):
        assert leaked not in str(page)
    assert "You took the pre-check" in learner.page().get_text()
    learner.visitor.post(f"{learner.home}/pre-check")  # not a second one
    assert len(attempts()) == 1
    learner.read_everything()
    learner.take()
    check, quiz = attempts()
    assert (check.first, check.passed) == (True, False)
    assert (quiz.kind, quiz.first, quiz.passed) == (AttemptKind.QUIZ, False, True)
    assert not {key for key, _ in check.draw} & {key for key, _ in quiz.draw}


def test_handing_in_twice_counts_once(learner, session):
    attempt = start(learner)
    assert start(learner) == attempt
    learner.answer_all(attempt)
    learner.hand_in(attempt)
    learner.hand_in(attempt)
    assert len(session.scalars(select(Completion)).all()) == 1


def test_one_that_was_opened_and_left_takes_nothing_from_the_quiz(learner, attempts):
    start(learner)
    learner.read_everything()
    learner.take()
    (quiz,) = attempts()
    assert (quiz.kind, quiz.first) == (AttemptKind.QUIZ, True)


def test_the_audit_counts_the_pre_check_and_not_the_quiz_after_it(learner, session, asked):
    take(learner, RISKY, RISKY)
    learner.read_everything()
    learner.take()
    facts = knowledge_facts(session, today() + timedelta(days=1), RuleSet())
    whole = next(one for one in facts if one.role == "" and one.level == "")
    assert (whole.people, whole.items_answered, whole.items_right) == (1, 2, 0)


def test_it_is_not_there_for_those_who_tried_the_quiz(learner):
    learner.read_everything()
    learner.take(RISKY)
    assert "Know this already?" not in learner.page().get_text()
    assert learner.visitor.get(f"{learner.home}/pre-check").location == learner.home
    assert learner.visitor.post(f"{learner.home}/pre-check").location == learner.home
