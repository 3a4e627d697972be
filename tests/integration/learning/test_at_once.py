"""Several requests of one learner at the same moment, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from elearn import create_app
from elearn.extensions import db
from elearn.learning.actions.attempts import AnswerGiven, save_answers
from elearn.learning.turns import FromPage
from elearn.models import (
    Answer,
    Attempt,
    Certificate,
    Completion,
    Holding,
    PageSeen,
    ScenarioChoice,
    TrailEntry,
)
from elearn.operations import trail
from tests.conftest import settings_for
from tests.integration.learning.conftest import Learner
from tests.support.database import new_postgresql_database
from tests.support.document import small_document
from tests.support.make import Make
from tests.support.visitor import Visitor

MANY = 20
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def busy(database, tmp_path):
    """An application whose requests really commit, with one learner who has read everything."""
    if database == "sqlite":
        url = f"sqlite:///{tmp_path / 'busy.db'}"
    else:
        url = new_postgresql_database("busy_learning")
    app = create_app(settings_for(url, tmp_path))
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RATELIMIT_ENABLED"] = False
    app.test_client_class = Visitor
    with app.app_context():
        db.create_all()
        make = Make(db.session())
        document = small_document("notice-it", "M01", "Notice it")
        make.module("notice-it", code="M01", title="Notice it", document=document)
        visitor = app.test_client().sign_in(make.person())
        yield app, Learner(visitor, "notice-it")
        db.session.remove()
        db.engine.dispose()


def at_once(app, learner, path, form):
    """The same POST from many browsers of one person at the same time."""
    with learner.visitor.session_transaction() as cookie:
        signed_in = dict(cookie)

    def post(_n):
        client = FlaskClient(app, app.response_class)
        with client.session_transaction() as cookie:
            cookie.update(signed_in)
        response = client.post(path, data=form)
        return response.status_code, response.location

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(post, range(MANY)))


def count(table) -> int:
    db.session.rollback()
    found = db.session.scalar(select(func.count()).select_from(table))
    db.session.rollback()
    return found


def test_twenty_starts_are_one_attempt(busy):
    app, learner = busy
    learner.read_everything()
    answers = at_once(app, learner, "/learn/notice-it/quiz", {})
    assert len(set(answers)) == 1
    assert answers[0][0] == 303
    assert count(Attempt) == 1


def test_twenty_hand_ins_count_once(busy):
    app, learner = busy
    learner.read_everything()
    attempt = learner.start()
    learner.answer_all(attempt)
    answers = at_once(app, learner, attempt, {"act": "hand-in"})
    assert set(answers) == {(303, f"{attempt}/result")}
    assert count(Completion) == count(Certificate) == count(Holding) == 1
    assert count(TrailEntry) == 1
    assert trail.verify(db.session()) is None


def test_twenty_saves_of_an_answer_are_one_answer(busy):
    app, learner = busy
    learner.read_everything()
    attempt = learner.start()
    form = {"q": "1", "answer-1": "2", "sure-1": "3", "act": "save"}
    answers = at_once(app, learner, f"{attempt}?q=1", form)
    assert {status for status, _ in answers} == {303}
    assert count(Answer) == 1


def test_of_twenty_tabs_with_answers_of_their_own_one_counts_and_the_rest_are_told(busy):
    app, learner = busy
    learner.read_everything()
    learner.start()
    attempt = db.session.scalar(select(Attempt.id))
    key = db.session.scalar(select(Attempt.draw))[0][0]
    db.session.rollback()

    def save(n):
        with app.app_context():
            given = {key: AnswerGiven(frozenset("abc"[n % 3]), n % 5 + 1)}
            page = FromPage(f"tab-{n}", seen=0, turn=1)
            saving = save_answers(
                db.session(), attempt_id=attempt, answers=given, now=NOW, page=page
            )
            db.session.commit()
            return saving

    with ThreadPoolExecutor(MANY) as pool:
        told = list(pool.map(save, range(MANY)))
    assert [len(one.kept) for one in told].count(1) == 1
    assert [len(one.newer) for one in told].count(1) >= MANY - 2  # one other may say the same
    assert count(Answer) == 1


def test_twenty_continues_and_choices_are_one_of_each(busy):
    app, learner = busy
    at_once(app, learner, "/learn/notice-it/first", {"act": "continue", "version": "1"})
    form = {"act": "choose", "version": "1", "walk": "1", "step": "0", "node": "see"}
    answers = at_once(app, learner, "/learn/notice-it/story", form | {"choice": "tell"})
    assert {status for status, _ in answers} == {303}
    assert count(PageSeen) == count(ScenarioChoice) == 1
