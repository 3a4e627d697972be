"""Killed in the middle of its work, the product loses nothing it said was saved."""

import re
import sqlite3
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException

import pytest
from sqlalchemy import func, select

from elearn import create_app
from elearn.extensions import db
from elearn.models import (
    Answer,
    Attempt,
    Certificate,
    Completion,
    Holding,
    Item,
    ModuleVersion,
    PageSeen,
    TrailEntry,
)
from elearn.operations import trail
from elearn.records.actions import compare_holdings
from elearn.web.clock import now
from tests.conftest import SECRET, settings_for
from tests.support.make import Make
from tests.support.product import Browser, Product
from tests.support.walk import cookie_of

pytestmark = pytest.mark.fault("H1", "all processes killed")

LEARNERS = 6
ENOUGH_ANSWERS = 60
LONGEST_SECONDS = 8
PAGES = ("first", "second", "story")
SAFE = re.compile(r'value="(\d)"[^>]*>\s*<label[^>]*>\s*The safe act')


@dataclass
class Heard:
    """What the product said was saved, as browsers noted it before they went on."""

    answers: list[tuple[str, int, int]] = field(default_factory=list)
    handed_in: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The database of a small house: learners who have read everything, with their cookies."""
    folder = tmp_path_factory.mktemp("killed")
    app = create_app(settings_for(f"sqlite:///{folder / 'elearn.db'}", folder))
    with app.app_context():
        db.create_all()
        make = Make(db.session())
        module = make.module("small")
        version = db.session.scalar(select(ModuleVersion.id).filter_by(module_id=module.id))
        people = [make.person().id for _ in range(LEARNERS)]
        seen = [(person, page) for person in people for page in PAGES]
        db.session.add_all(
            PageSeen(person_id=person, version_id=version, page=page, seen_at=now())
            for person, page in seen
        )
        db.session.commit()
        cookies = [cookie_of(app, person) for person in people]
        db.session.remove()
        yield folder, cookies
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def product(books):
    folder, _cookies = books
    product = Product(f"sqlite:///{folder / 'elearn.db'}", folder, SECRET)
    yield product.start()
    product.kill()


def take_quizzes(port, cookie, heard):
    """One try after another until the line goes dead."""
    with Browser(port, cookie) as browser, suppress(OSError, HTTPException):
        while True:
            take_quiz(browser, heard)


def take_quiz(browser, heard):
    attempt = browser.post("/learn/small/quiz").location
    for place in (1, 2):
        value = safe_place(browser, attempt, place)
        saved = save(browser, attempt, place, value)
        if saved.status == 303:
            heard.answers.append((attempt, place, value))
        else:
            heard.odd.append(f"saving: {saved.status}")
    handed = browser.post(attempt, act="hand-in")
    if (handed.status, handed.location) == (303, f"{attempt}/result"):
        heard.handed_in.append(attempt)
    else:
        heard.odd.append(f"handing in: {handed.status} {handed.location}")


def safe_place(browser, attempt, place) -> int:
    return int(SAFE.search(browser.get(f"{attempt}?q={place}").text)[1])


def save(browser, attempt, place, value):
    fields = {"q": place, f"answer_{place}": value, f"sure_{place}": 4, "act": "save"}
    return browser.post(f"{attempt}?q={place}", **fields)


def killed_at_work(product, cookies) -> Heard:
    heard = Heard()
    clients = [
        threading.Thread(target=take_quizzes, args=(product.port, cookie, heard))
        for cookie in cookies
    ]
    for client in clients:
        client.start()
    end = time.monotonic() + LONGEST_SECONDS
    while len(heard.answers) < ENOUGH_ANSWERS and time.monotonic() < end:
        time.sleep(0.02)
    product.kill()
    for client in clients:
        client.join(timeout=30)
    return heard


def test_nothing_that_was_acknowledged_is_lost_and_nothing_is_half_done(product, books):
    folder, cookies = books
    heard = killed_at_work(product, cookies)
    assert len(heard.answers) > LEARNERS
    assert heard.handed_in
    assert not heard.odd

    with sqlite3.connect(folder / "elearn.db") as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    file.close()
    check_answers(heard)
    check_wholeness(heard)

    product.start()
    for cookie in cookies:
        with Browser(product.port, cookie) as browser:
            finish(browser)
    check_wholeness(heard)


def check_answers(heard):
    kept = {}
    keys = dict(db.session.execute(select(Item.id, Item.key)).all())
    rows = db.session.execute(
        select(Attempt.public_id, Attempt.draw, Answer.item_id, Answer.choice).join(
            Answer, Answer.attempt_id == Attempt.id
        )
    )
    for public_id, draw, item_id, choice in rows:
        place = [key for key, _ in draw].index(keys[item_id]) + 1
        at = (f"/learn/attempts/{public_id}", place, draw[place - 1][1].index(choice) + 1)
        kept[at] = kept.get(at, 0) + 1
    missing = [one for one in heard.answers if one not in kept]
    assert not missing, f"{len(missing)} of {len(heard.answers)} acknowledged answers are lost"
    assert set(kept.values()) == {1}
    db.session.rollback()


def check_wholeness(heard):
    """A try is handed in with everything that follows from it, or with nothing of it."""
    session = db.session()
    attempts = {f"/learn/attempts/{one.public_id}": one for one in session.scalars(select(Attempt))}
    assert all(attempts[one].submitted_at for one in heard.handed_in)
    for one in attempts.values():
        marks = session.scalars(select(Answer.correct).filter_by(attempt_id=one.id)).all()
        if one.submitted_at:
            assert (one.score, one.passed, list(marks)) == (2, True, [True, True])
        else:
            assert (one.score, one.passed, set(marks) - {None}) == (None, None, set())
    passed = {one.person_id for one in attempts.values() if one.passed}
    done = Counter(session.scalars(select(Completion.person_id)))
    assert done == dict.fromkeys(passed, 1)
    for table in (Certificate, Holding, TrailEntry):
        assert session.scalar(select(func.count()).select_from(table)) == len(passed), table
    assert compare_holdings(session) == []
    assert trail.verify(session) is None
    session.rollback()
    session.expire_all()


def finish(browser):
    """Carry on with the try that was under way, after the restart, and hand it in."""
    attempt = browser.post("/learn/small/quiz").location
    for place in (1, 2):
        assert save(browser, attempt, place, safe_place(browser, attempt, place)).status == 303
    assert browser.post(attempt, act="hand-in").location == f"{attempt}/result"
    assert browser.get(f"{attempt}/result").status == 200
