from dataclasses import replace

import pytest
from sqlalchemy import func, select

from elearn.domain.quiz import BlueprintLine
from elearn.learning.actions import handing_in
from elearn.models import Answer, Certificate, Completion, Grade, Holding, TrailEntry
from elearn.operations import trail
from elearn.web.clock import today
from tests.integration.learning.conftest import RISKY, Learner
from tests.support.document import small_document, small_item


@pytest.fixture
def ready(learner):
    learner.read_everything()
    return learner


def count(session, table) -> int:
    return session.scalar(select(func.count()).select_from(table))


def test_a_pass_is_put_on_the_record_once_with_its_certificate(ready, session, person, module):
    attempt = ready.take()
    completion = session.scalars(select(Completion)).one()
    assert (completion.person_id, completion.module_id) == (person.id, module.id)
    assert (completion.completed_on, completion.grade) == (today(), Grade.HERE)
    assert completion.source == "quiz"
    assert session.scalars(select(Holding.completion_id)).all() == [completion.id]
    assert session.scalars(select(Certificate.completion_id)).all() == [completion.id]
    entry = session.scalars(select(TrailEntry)).one()
    assert (entry.action, entry.actor_id) == ("completion.recorded", person.id)
    assert trail.verify(session) is None
    assert ready.visitor.get(f"{attempt}/result").status_code == 200


def test_handing_in_twice_shows_the_first_result(ready, session):
    attempt = ready.take()
    again = ready.hand_in(attempt)
    assert (again.status_code, again.location) == (303, f"{attempt}/result")
    assert count(session, Completion) == count(session, Certificate) == 1
    assert count(session, TrailEntry) == 1


def test_an_old_page_sent_after_handing_in_changes_nothing_and_is_told(ready, session, attempts):
    attempt = ready.start()
    ready.answer_all(attempt)
    old = {"q": "1", "answer-1": "1", "sure-1": "1", "act": "save"}
    ready.hand_in(attempt)
    before = session.execute(select(Answer.choice, Answer.confidence, Answer.correct)).all()
    response = ready.visitor.post(f"{attempt}?q=1", data=old)
    page = ready.visitor.page(response.location)
    assert "You had already handed this quiz in" in page.text
    assert "Nothing was changed." in page.text
    after = session.execute(select(Answer.choice, Answer.confidence, Answer.correct)).all()
    assert before == after


def test_the_pages_of_a_try_lead_to_its_result_once_it_is_handed_in(ready):
    attempt = ready.take()
    for path in ("", "?q=1", "/check"):
        assert ready.visitor.get(attempt + path).location == f"{attempt}/result"


def test_a_result_before_handing_in_leads_back_to_the_questions(ready):
    attempt = ready.start()
    assert ready.visitor.get(f"{attempt}/result").location == attempt


def test_a_try_that_is_not_enough_leaves_the_record_alone(ready, session, attempts):
    ready.take(RISKY)
    (one,) = attempts()
    assert (one.score, one.out_of, one.passed) == (0, 2, False)
    assert count(session, Completion) == count(session, TrailEntry) == 0
    assert session.scalars(select(Answer.correct)).all() == [False, False]


def test_ninety_per_cent_with_a_safety_question_wrong_is_not_yet(make, visitor, person, session):
    document = small_document(
        "ten",
        "M07",
        "Ten",
        blueprint=(BlueprintLine("T1", 10, 1),),
        items=tuple(small_item("M07", n, safety_critical=n == 1) for n in range(1, 11)),
    )
    make.module("ten", code="M07", title="Ten", document=document)
    learner = Learner(visitor.sign_in(person), "ten")
    learner.read_everything()
    attempt = learner.start()
    for place in range(1, 11):
        text = learner.visitor.page(f"{attempt}?q={place}").h1.text
        learner.answer(attempt, place, RISKY if text == "Question 1 of T1?" else "The safe act")
    learner.hand_in(attempt)
    page = learner.visitor.page(f"{attempt}/result")
    assert page.h1.text == "Not yet: 9 out of 10"
    assert "You had enough right, but 1 safety question was not." in page.text
    assert "has to be right" in page.text
    assert count(session, Completion) == 0


def test_passing_twice_in_a_day_is_one_line_on_the_record(ready, session):
    ready.take()
    ready.take()
    assert count(session, Completion) == count(session, Certificate) == 1
    assert count(session, TrailEntry) == 1


def test_a_fault_between_marking_and_certificate_undoes_all_of_it(
    ready, session, attempts, monkeypatch
):
    attempt = ready.start()
    ready.answer_all(attempt)

    def broken(_token_bytes):
        raise OSError("no randomness left")

    with monkeypatch.context() as patched:
        patched.setattr(handing_in, "new_code", broken)
        assert ready.hand_in(attempt).status_code == 500
    assert attempts()[0].submitted_at is None
    assert count(session, Completion) == 0
    assert ready.hand_in(attempt).location == f"{attempt}/result"
    assert count(session, Completion) == count(session, Certificate) == 1


def test_somebody_elses_attempt_is_not_there(ready, app, make, attempts):
    attempt = ready.take()
    opened = ready.start()
    stranger = app.test_client().sign_in(make.person())
    for path in (attempt, f"{attempt}/result", f"{attempt}/check", opened, f"{opened}/check"):
        assert stranger.get(path).status_code == 404
    for form in ({"act": "hand-in"}, {"q": "1", "answer-1": "1", "act": "save"}):
        assert stranger.post(opened, data=form).status_code == 404
    assert attempts()[-1].submitted_at is None


def test_an_attempt_that_never_was_is_not_there(ready):
    for token in ("A" * 22, "../../etc/passwd", "x", "A" * 64, "A" * 5000):
        assert ready.visitor.get(f"/learn/attempts/{token}").status_code == 404


HOSTILE = [
    {},
    {"answer-1": ""},
    {"answer-1": "4"},
    {"answer-1": "0"},
    {"answer-1": "-1"},
    {"answer-1": "a"},
    {"answer-1": "m01-t1-01"},
    {"answer-1": ["1", "2"]},
    {"answer-1": "1" * 4000},
    {"answer-1": "١"},
    {"answer-1": "1\x00"},
    {"q": "99", "answer-99": "1"},
    {"q": "9" * 40, "answer-1": ""},
    {"q": ["1", "2"], "answer-1": "nonsense"},
    {"score": "10", "passed": "1", "first": "1"},
    {"act": "nonsense"},
    {"act": ["hand-in", "save"]},
]


@pytest.mark.parametrize("form", HOSTILE)
def test_hostile_answers_are_asked_again_and_change_nothing(ready, session, attempts, form):
    attempt = ready.start()
    response = ready.visitor.post(f"{attempt}?q=1", data={"q": "1", "act": "save"} | form)
    assert response.status_code in (200, 303, 400)
    assert count(session, Answer) == 0
    assert attempts()[0].submitted_at is None


@pytest.mark.parametrize("sure", ["0", "6", "-1", "five", "3" * 400, ["1", "5"], "2.5"])
def test_a_hostile_confidence_is_none(ready, session, attempts, sure):
    attempt = ready.start()
    for place in (1, 2):
        ready.visitor.post(
            attempt, data={"q": place, f"answer-{place}": "1", f"sure-{place}": sure}
        )
    assert session.scalars(select(Answer.confidence).distinct()).all() == [None]


@pytest.mark.parametrize("query", ["q=0", "q=99", "q=x", "q=" + "9" * 50, "q=-1", "newer=77"])
def test_a_question_that_is_not_asked_shows_the_first_unanswered(ready, query):
    attempt = ready.start()
    assert "Question 1 of 2" in ready.visitor.page(f"{attempt}?{query}").text


def test_several_right_answers_count_only_all_together(make, visitor, person, session):
    item = small_item("M08", 1)
    both = tuple(replace(one, correct=one.id in "ab") for one in item.options)
    document = small_document(
        "several",
        "M08",
        "Several",
        blueprint=(BlueprintLine("T1", 1, 1),),
        items=(replace(item, type="multiple", options=both, anchor=False),),
    )
    make.module("several", code="M08", title="Several", document=document)
    learner = Learner(visitor.sign_in(person), "several")
    learner.read_everything()
    attempt = learner.start()
    page = learner.visitor.page(attempt)
    assert "Choose all that apply." in page.text
    values = {
        label.text: page.find(id=label["for"])["value"] for label in page.select("fieldset label")
    }
    chosen = [values["The safe act"], values["The risky act"]]
    form = {"q": "1", "act": "save", "page": "tab"}
    learner.visitor.post(attempt, data=form | {"answer-1": [chosen[0]]})
    learner.visitor.post(attempt, data=form | {"answer-1": chosen})
    assert session.scalars(select(Answer.choice)).all() == ["a,b"]
    learner.hand_in(attempt)
    assert "You passed with 1 out of 1" in learner.visitor.page(f"{attempt}/result").text
