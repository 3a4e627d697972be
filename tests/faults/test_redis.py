"""Redis as the queue and the count of requests: shared by two servers, killed, hung and back."""

import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest
from sqlalchemy import select

from elearn.extensions import db
from elearn.models import Letter, LetterState
from elearn.operations.letters import write
from elearn.queue import make_queue
from elearn.web.clock import now
from tests.conftest import SECRET, settings_for
from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_books, wait_for
from tests.faults.postgres import Postgres
from tests.faults.tools import program, surroundings
from tests.support.mailserver import free_port
from tests.support.product import ROOT

A_MINUTE = 60  # requests that /verify takes from one address
AT_ONCE = 8  # seconds; the worker looks by itself only every minute
HUNG = 2.5  # seconds a page may wait for a Redis that says nothing, on a machine that is free


class Redis:
    def __init__(self, folder):
        self.port, self.folder = free_port(), folder
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir"]
        self.process = subprocess.Popen(
            [program("redis-server"), *words, str(self.folder)],
            env=surroundings(),
            stdout=subprocess.DEVNULL,
        )
        time.sleep(0.5)
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(tmp_path):
    redis = Redis(tmp_path).start()
    yield redis
    redis.kill()


@pytest.fixture
def house(tmp_path):
    server = Postgres().start()
    yield House.made(server.url, tmp_path)
    server.forget()


@pytest.fixture
def pair(house, redis):
    given = {"ELEARN_REDIS_URL": redis.url}
    pair = [house.product(name, **given).start() for name in ("one", "two")]
    yield pair
    for product in pair:
        product.kill()


def statuses(product, number: int) -> list[int]:
    said = []
    for _ in range(number):
        line = HTTPConnection("127.0.0.1", product.port, timeout=30)
        line.request("GET", "/verify")
        said.append(line.getresponse().status)
        line.close()
    return said


def wait_for_a_new_minute():
    """A count begins with the minute, and what is counted here must lie in one."""
    if time.time() % 60 > 40:
        time.sleep(60 - time.time() % 60)


@pytest.mark.fault("Redis", "two servers count requests together")
def test_what_one_server_took_counts_on_the_other(pair, noted):
    wait_for_a_new_minute()
    said = [status for product in pair for status in statuses(product, 40)]
    noted(words=f"of 80 requests, 40 to each server, {said.count(200)} were answered")
    assert said == [200] * A_MINUTE + [429] * 20


@pytest.mark.fault("Redis", "Redis killed under load, and back; then hung")
def test_without_redis_everything_is_answered_and_nothing_is_lost(house, pair, redis, noted):
    with at_work(pair[0].port, house.cookies) as heard:
        answers_more(heard, 30)
        redis.kill()
        assert set(statuses(pair[0], 5)) == {200}
        answers_more(heard, 30)
        redis.start()
        answers_more(heard, 20)
        redis.process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        assert set(statuses(pair[1], 1)) == {200}
        waited = time.monotonic() - began
        answers_more(heard, 20)
        redis.process.send_signal(signal.SIGCONT)
    noted(heard, f"a page that counts waited {waited:.1f} s for a Redis that said nothing")
    assert waited < 2 * HUNG
    assert heard.not_saved == heard.no_answer == 0
    check_books(house, heard)


@pytest.fixture
def worker(house, redis, tmp_path):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ELEARN_")} | {
        "ELEARN_ENV": "test",
        "ELEARN_SECRET_KEY": SECRET,
        "ELEARN_INSTANCE": str(tmp_path),
        "ELEARN_DATABASE_URL": house.url,
        "ELEARN_REDIS_URL": redis.url,
    }
    with (tmp_path / "worker.log").open("ab") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "elearn.worker"], cwd=ROOT, env=environment, stderr=log
        )
    yield worker
    worker.kill()
    worker.wait()


def write_one(house, redis, number: int, *, wake: bool = True) -> None:
    """A letter in the outbox, and the worker called for it over the queue."""
    with house.open() as app:
        to = f"p{number}@x.example"
        words = {"key": f"k{number}", "to": to, "subject": "S", "body": "B"}
        write(db.session(), person_id=None, now=now(), **words)
        db.session.commit()
        if wake:
            settings = settings_for(house.url, house.folder, redis_url=redis.url)
            make_queue(app, settings).wake()


def is_sent(house, number: int) -> bool:
    with house.open():
        key = select(Letter.state).where(Letter.key == f"k{number}")
        return db.session.scalar(key) == LetterState.SENT


@pytest.mark.fault("Redis", "the queue on Redis, killed with a letter waiting, and back")
def test_the_worker_comes_when_it_is_called_and_finds_what_was_lost(house, redis, worker, noted):
    write_one(house, redis, 1)
    first = wait_for(lambda: is_sent(house, 1), 60)
    write_one(house, redis, 2)
    second = wait_for(lambda: is_sent(house, 2), AT_ONCE)
    redis.kill()
    write_one(house, redis, 3, wake=False)
    redis.start()
    lost = wait_for(lambda: is_sent(house, 3), 90)
    write_one(house, redis, 4)
    again = wait_for(lambda: is_sent(house, 4), AT_ONCE)
    assert worker.poll() is None
    said = f"called: sent within {second:.1f} s (the first, with the worker's start, {first:.1f})"
    noted(words=f"{said}; lost: {lost:.0f} s after Redis was back; called again: {again:.1f} s")
