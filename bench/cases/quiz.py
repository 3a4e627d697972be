"""Handing in a quiz, and the whole cycle around it, against a bare POST with one insert."""

import re
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.cases import Bench
from bench.forms import Browser, expect
from bench.instance import Learners, add_learners, cookie, session_of
from bench.limit import limit_served
from bench.load import NOISY, Load, middle, percentile, spread
from bench.rows import Fact, Results, Row
from bench.servers import Server, ServerError
from elearn.content.document import ModuleDocument
from elearn.content.queries import document
from elearn.extensions import db
from elearn.models import Attempt

ALONE, TOGETHER = 1, 16
REQUESTS = 5  # the quiz's front page, start, questions, hand in, result
SURE = "4"
PASSED = re.compile(r"<h1[^>]*>\s*You passed")

Known = TypeVar("Known")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Cycle:
    """One learner's quiz: milliseconds from start to result, and of the hand-in alone."""

    whole_ms: float
    submit_ms: float


@dataclass(frozen=True, slots=True)
class Turn:
    """The limit's POSTs and, straight after, as many learners: hand-ins and whole cycles."""

    limit: Load
    submit: Load
    whole_ms: float

    @property
    def ratio(self) -> float:
        return self.submit.median_ms / self.limit.median_ms


def run(bench: Bench) -> Results:
    """In turn: the limit's POSTs, then learners who each take a quiz and pass it."""
    own = bench.base.copy("quiz")
    with session_of(own) as (app, session):
        learners = add_learners(session, bench.runs * bench.cycles * 2)
        text = document(session, learners.module.version_id)
        session.rollback()
        waiting = list(learners.secrets)

        def turn(connections: int) -> Turn:
            some = [waiting.pop() for _ in range(bench.cycles)]
            least = posts(limit, connections=connections, count=bench.cycles)
            quiz = Quiz(app, product.port, learners, text)
            return quizzes(product, quiz, some, connections, least)

        with limit_served(bench.folder) as limit, own.served() as product:
            alone = [turn(ALONE) for _ in range(bench.runs)]
            together = [turn(TOGETHER) for _ in range(bench.runs)]
    return Results(
        rows=(
            _row("quiz-1", "Quiz handed in and passed, one at a time", alone, most_ms=8),
            _row("quiz-16", "Quiz handed in and passed, 16 at once", together),
        ),
        facts=(_whole(together),),
    )


def posts(server: Server, *, connections: int, count: int) -> Load:
    """The limit's answers to POSTs, by the same client, over kept-alive connections."""

    def some(_: int) -> list[float]:
        browser, took = Browser(server.port), []
        for n in range(count // connections):
            began = time.perf_counter()
            expect(browser.post(f"/page/page-{n}", [("choice", "a")]), 204, "the limit's POST")
            took.append((time.perf_counter() - began) * 1000)
        browser.close()
        return took

    lists, seconds, cpu = _timed(server, some, range(connections), connections)
    took = [one for each in lists for one in each]
    return Load(
        statistics.median(took),
        percentile(took, 0.99),
        len(took) / seconds,
        cpu * 1000 / len(took),
    )


@dataclass(frozen=True, slots=True)
class Quiz:
    """What a learner of the benchmark needs to know to pass."""

    app: Flask
    port: int
    learners: Learners
    text: ModuleDocument

    def take(self, secret: str) -> Cycle:
        """The quiz of one learner, in a browser of their own."""
        name, _, value = cookie(self.app, secret).partition("=")
        browser = Browser(self.port, {name: value})
        try:
            return take_quiz(browser, self.app, self.learners.module.slug, self.text)
        finally:
            browser.close()


def quizzes(
    server: Server, quiz: Quiz, people: Sequence[str], connections: int, least: Load
) -> Turn:
    """Each of the people takes the quiz and passes, ``connections`` at once."""
    took, seconds, cpu = _timed(server, quiz.take, people, connections)
    submits = [cycle.submit_ms for cycle in took]
    submit = Load(
        statistics.median(submits),
        percentile(submits, 0.99),
        len(people) / seconds,
        cpu * 1000 / (len(people) * REQUESTS),
    )
    return Turn(least, submit, statistics.median(cycle.whole_ms for cycle in took))


def take_quiz(browser: Browser, app: Flask, slug: str, text: ModuleDocument) -> Cycle:
    """Start, look at the questions, hand in, look at the result. Everything is answered right."""
    front = expect(browser.get(f"/learn/{slug}/quiz"), 200, "the quiz's front page")
    began = time.perf_counter()
    there = expect(
        browser.post(f"/learn/{slug}/quiz", [("csrf_token", front.csrf)]), 303, "starting"
    ).location
    page = expect(browser.get(there), 200, "the questions")
    thought = time.perf_counter()
    fields = [("csrf_token", page.csrf), ("act", "hand-in"), *_right(app, there, text)]
    sent = time.perf_counter()
    handed_in = expect(browser.post(there, fields), 303, "handing in")
    submitted = time.perf_counter()
    result = expect(browser.get(handed_in.location), 200, "the result")
    ended = time.perf_counter()
    if not PASSED.search(result.text):
        raise ServerError("the quiz was not passed")
    return Cycle((ended - began - (sent - thought)) * 1000, (submitted - sent) * 1000)


def _right(app: Flask, there: str, text: ModuleDocument) -> list[tuple[str, str]]:
    """The right answers to a draw, as the form sends them: options by their place on the page."""
    with app.app_context(), Session(db.engine.execution_options(read_only=True)) as session:
        asked = select(Attempt.draw).where(Attempt.public_id == there.rpartition("/")[2])
        draw = session.scalars(asked).one()
    fields = []
    for place, (key, options) in enumerate(draw, start=1):
        item = text.items_by_key[key]
        fields += [
            (f"answer-{place}", str(n))
            for n, option in enumerate(options, start=1)
            if option in item.correct
        ]
        fields.append((f"sure-{place}", SURE))
    return fields


def _timed(
    server: Server, act: Callable[[Known], Made], over: Sequence[Known], connections: int
) -> tuple[list[Made], float, float]:
    """What each act made, the seconds all took, and the processor seconds of the server."""
    before, began = server.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        made = list(pool.map(act, over))
    return made, time.perf_counter() - began, server.cpu_seconds() - before


def _row(key: str, what: str, turns: Sequence[Turn], most_ms: float | None = None) -> Row:
    ratio = statistics.median(turn.ratio for turn in turns)
    ours = middle([turn.submit for turn in turns])
    return Row(
        key=key,
        what=what,
        ours=ours,
        limit=middle([turn.limit for turn in turns]),
        ratio=ratio,
        most=5,
        bar=f"{most_ms:.0f} ms" if most_ms else "",
        kept=ratio <= 5 and (most_ms is None or ours.median_ms <= most_ms),
        noisy=spread([turn.limit.median_ms for turn in turns]) > NOISY,
    )


def _whole(turns: Sequence[Turn]) -> Fact:
    rate = statistics.median(turn.submit.per_second for turn in turns)
    took = statistics.median(turn.whole_ms for turn in turns)
    return Fact(
        "Whole quiz cycles, 16 learners at once (five requests each)",
        f"{rate:.0f} a second, {took:.0f} ms each",
        "100 a second",
        rate >= 100,
    )
