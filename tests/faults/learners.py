"""Learners who answer and hand in, note what they were told was saved, and send again what was
not; and what must be in the books afterwards."""

import re
import sqlite3
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException

from sqlalchemy import func, select

from elearn.extensions import db
from elearn.models import Answer, Attempt, Certificate, Completion, Holding, Item, TrailEntry
from elearn.operations import trail
from elearn.records.actions import compare_holdings
from tests.support.product import Browser

SAFE = re.compile(r'value="(\d)"[^>]*>\s*<label[^>]*>\s*The safe act')
A_PAUSE = 0.05
REFERENCE = re.compile(r"\b[0-9a-f]{12}\b")
NOT_SAVED = "The service is busy or its storage is not answering"


@dataclass
class Heard:
    """What the product said, as browsers noted it before they went on: what was saved, what was
    not (503), how often nobody answered, and what should never be said."""

    answers: list[tuple[str, int, int]] = field(default_factory=list)
    handed_in: list[str] = field(default_factory=list)
    not_saved: int = 0
    no_answer: int = 0
    odd: list[str] = field(default_factory=list)
    good_at: list[float] = field(default_factory=list)
    slowest: float = 0.0

    def good_after(self, moment: float) -> float:
        """Seconds from that moment to the next answer that was as it should be."""
        return next((at for at in self.good_at if at > moment), moment + 999) - moment


class Learner(threading.Thread):
    """Takes one quiz after another until told to stop, and ends the one in hand."""

    def __init__(self, port: int, cookie: str, heard: Heard, stop: threading.Event):
        super().__init__(daemon=True)
        self.browser, self.heard, self.stop = Browser(port, cookie), heard, stop

    def run(self):
        while not self.stop.is_set():
            self.take_quiz()
        self.browser.line.close()

    def take_quiz(self):
        attempt = self.told(lambda: self.browser.post("/learn/small/quiz")).location
        for place in (1, 2):
            page = self.told(lambda at=place: self.browser.get(f"{attempt}?q={at}"), 200)
            value = int(SAFE.search(page.text)[1])
            fields = {"q": place, f"answer_{place}": value, f"sure_{place}": 4, "act": "save"}
            self.told(lambda at=place, sent=fields: self.browser.post(f"{attempt}?q={at}", **sent))
            self.heard.answers.append((attempt, place, value))
        handed = self.told(lambda: self.browser.post(attempt, act="hand-in"))
        if handed.location == f"{attempt}/result":
            self.heard.handed_in.append(attempt)
        else:
            self.heard.odd.append(f"handing in led to {handed.location}")

    def told(self, ask, good: int = 303):
        """The answer, once it is the right one; until then the same is asked again."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            began = time.monotonic()
            try:
                answer = ask()
            except (OSError, HTTPException):
                self.browser.line.close()
                self.heard.no_answer += 1
                time.sleep(A_PAUSE)
                continue
            self.heard.slowest = max(self.heard.slowest, time.monotonic() - began)
            if answer.status == good:
                self.heard.good_at.append(time.monotonic())
                return answer
            self.note(answer)
            time.sleep(A_PAUSE)
        self.heard.odd.append("a minute without a good answer")
        raise SystemExit

    def note(self, answer):
        if answer.status == 503 and answer.retry_after and NOT_SAVED in answer.text:
            self.heard.not_saved += 1
        else:
            reference = REFERENCE.search(answer.text)
            self.heard.odd.append(f"{answer.status} {answer.location} {reference}")


@contextmanager
def at_work(port: int, cookies):
    """Learners are at it during the block; after it each ends the quiz it has in hand."""
    heard, stop = Heard(), threading.Event()
    learners = [Learner(port, cookie, heard, stop) for cookie in cookies]
    for one in learners:
        one.start()
    try:
        yield heard
    finally:
        stop.set()
        for one in learners:
            one.join(timeout=90)
    assert not any(one.is_alive() for one in learners)


def wait_for(what, seconds: float = 20.0):
    """Seconds it took until that held."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not come to pass"
        time.sleep(0.02)
    return time.monotonic() - began


def answers_more(heard: Heard, number: int):
    """Wait for so many further answers that were saved."""
    until = len(heard.answers) + number
    return wait_for(lambda: len(heard.answers) >= until)


def check_books(house, heard: Heard):
    """Everything acknowledged is there once, and nothing is half done."""
    assert heard.handed_in
    assert not heard.odd, heard.odd[:5]
    if house.url.startswith("sqlite"):
        with sqlite3.connect(house.url.removeprefix("sqlite:///")) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        file.close()
    with house.open():
        check_answers(heard)
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
    for table in (Certificate, Holding):
        assert session.scalar(select(func.count()).select_from(table)) == len(passed), table
    entries = Counter(session.scalars(select(TrailEntry.action)))
    assert entries == {"completion.recorded": len(passed)}, (entries, passed)
    assert compare_holdings(session) == []
    assert trail.verify(session) is None
    session.rollback()
    session.expire_all()
