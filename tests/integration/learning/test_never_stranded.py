"""Nothing that was answered is lost: by a script, in two tabs, after the session was over."""

import pytest
from sqlalchemy import delete, select

from elearn.extensions import db
from elearn.models import Answer, SignInSession
from tests.integration.learning.conftest import RISKY, Learner
from tests.integration.learning.every_type import hidden, marks

WORDS = {"saved", "incomplete", "newer", "handed-in"}


@pytest.fixture
def ready(learner):
    learner.read_everything()
    return learner


@pytest.fixture
def attempt(ready):
    return ready.start()


@pytest.fixture
def choices(session):
    def stored():
        session.expire_all()
        return session.scalars(select(Answer.choice).order_by(Answer.id)).all()

    return stored


def keep(learner, attempt, place, answer, **more):
    """What the script of a page sends, and the word it is answered with."""
    data = {"q": str(place), f"answer-{place}": answer, f"sure-{place}": "3", "act": "keep"}
    response = learner.visitor.post(f"{attempt}?q={place}", data=data | more)
    assert (response.status_code, response.mimetype) == (200, "text/plain")
    word, _, shown = response.text.partition("\n")
    assert word in WORDS
    assert shown
    return word


def sessions_are_over():
    db.session.execute(delete(SignInSession))
    db.session.commit()


def signed_in_again(learner, person) -> Learner:
    """The same browser with a new session: its cookie keeps what waits in it."""
    learner.visitor.sign_in(person)
    return learner


def test_each_answer_is_saved_as_it_is_given(ready, attempt, choices):
    assert keep(ready, attempt, 1, "1", page="tab", seen="0", turn="1") == "saved"
    assert len(choices()) == 1
    assert "Question 2 of 2" in ready.visitor.page(attempt).text


def test_what_is_no_answer_yet_is_told_and_not_saved(ready, attempt, choices):
    assert keep(ready, attempt, 1, "77") == "incomplete"
    assert keep(ready, attempt, 1, []) == "incomplete"
    assert choices() == []


def test_what_arrives_late_or_twice_undoes_nothing(ready, attempt, choices):
    for turn, answer in ((1, "1"), (3, "2"), (2, "3"), (3, "2")):
        page = {"page": "tab", "seen": "0", "turn": str(turn)}
        assert keep(ready, attempt, 1, answer, **page) == "saved"
    page = ready.visitor.page(f"{attempt}?q=1")
    assert page.select_one('input[name="answer-1"][checked]')["value"] == "2"


def test_an_older_tab_is_told_once_and_the_newer_answer_stays(ready, attempt, choices):
    old = marks(ready.visitor.page(f"{attempt}?q=1"))
    ready.answer(attempt, 1, RISKY)
    kept = choices()
    response = ready.answer(attempt, 1, **old)
    page = ready.visitor.page(response.location)
    sentence = "Question 1 was answered on another page or device after you opened this one."
    assert page.text.count(sentence) == 1
    same = {"turn": "1", "sure-1": "4"} | old
    told = [keep(ready, attempt, 1, one, **same) for one in ("1", "2", "3")]
    assert sorted(told) == ["newer", "newer", "saved"]  # one of them says the same
    assert choices() == kept


def test_the_back_button_leads_to_a_page_that_may_still_be_saved(ready, attempt, choices):
    """A page without a script that the browser kept: sent, gone back to, and sent again."""
    page = hidden(ready.visitor.page(f"{attempt}?q=1"))
    ready.answer(attempt, 1, RISKY, **page)
    risky = choices()
    assert "newer" not in ready.answer(attempt, 1, **page).location
    assert choices() != risky


def test_after_handing_in_a_page_that_was_left_open_says_so(ready, attempt, choices):
    ready.answer_all(attempt)
    ready.hand_in(attempt)
    before = choices()
    assert keep(ready, attempt, 1, "1", seen="99") == "handed-in"
    late = ready.visitor.post(f"{attempt}?q=1", data={"q": "1", "answer-1": "1", "act": "save"})
    assert late.location == f"{attempt}/result?already=1"
    assert choices() == before


def test_whoever_was_signed_out_comes_back_to_the_question_with_their_answer(
    ready, attempt, person, choices
):
    sessions_are_over()
    form = {"q": "1", "answer-1": "2", "sure-1": "4", "act": "save"}
    response = ready.visitor.post(f"{attempt}?q=1", data=form)
    assert response.status_code == 302
    assert response.location.startswith("/sign-in?next=")
    said = ready.visitor.page(response.location).text
    assert "you come back to the same question" in said
    again = signed_in_again(ready, person)
    page = again.visitor.page(f"{attempt}?q=1")
    assert "You were signed out before this answer was saved." in page.text
    assert page.select_one('input[name="answer-1"][checked]')["value"] == "2"
    assert choices() == []
    assert "signed out" not in again.visitor.page(f"{attempt}?q=1").text


def test_nobody_else_is_shown_what_waited(ready, attempt, make, agency, role):
    sessions_are_over()
    ready.visitor.post(f"{attempt}?q=1", data={"q": "1", "answer-1": "2"})
    other = signed_in_again(ready, make.worker(agency, role, "Sam Other"))
    assert other.visitor.get(f"{attempt}?q=1").status_code == 404
    with other.visitor.session_transaction() as cookie:
        assert "carried" not in cookie


def test_signing_out_throws_away_what_waited(ready, attempt, person):
    sessions_are_over()
    ready.visitor.post(f"{attempt}?q=1", data={"q": "1", "answer-1": "2"})
    signed_in_again(ready, person).visitor.post("/sign-out")
    with ready.visitor.session_transaction() as cookie:
        assert "carried" not in cookie


def test_what_is_too_long_to_wait_is_told(ready, attempt):
    sessions_are_over()
    response = ready.visitor.post(attempt, data={"q": "1", "answer-1": "x" * 3_000})
    assert "what you sent last was not saved" in ready.visitor.page(response.location).text


def test_the_script_of_a_page_left_open_is_sent_to_sign_in_and_leaves_nothing(ready, attempt):
    sessions_are_over()
    response = ready.visitor.post(f"{attempt}?q=1", data={"q": "1", "answer-1": "1", "act": "keep"})
    assert response.location.startswith("/sign-in")
    with ready.visitor.session_transaction() as cookie:
        assert "carried" not in cookie
        assert "_flashes" not in cookie
