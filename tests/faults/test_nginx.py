"""Two servers over one PostgreSQL with nginx in front, as deploy/nginx.conf has it: one is killed,
stopped or reloaded while learners are at work."""

import signal
import time

import pytest

from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_books
from tests.faults.nginx import Nginx
from tests.faults.postgres import Postgres

LEARNERS = 12
BEHIND = {"ELEARN_TRUSTED_PROXIES": "1"}
LONGEST_END = 30
LEFT_OUT = 6  # seconds; nginx asks a server that did not answer again after five (fail_timeout)


@pytest.fixture
def house(tmp_path):
    server = Postgres().start()
    yield House.made(server.url, tmp_path, learners=LEARNERS)
    server.forget()


@pytest.fixture
def pair(house):
    pair = [house.product(name, **BEHIND).start() for name in ("one", "two")]
    yield pair
    for product in pair:
        product.kill()


@pytest.fixture
def nginx(pair, tmp_path):
    with Nginx(tmp_path / "nginx", *(product.port for product in pair)) as nginx:
        yield nginx


def cut_off(heard) -> int:
    """How many forms nginx answered 502 because their server went; they are no longer odd."""
    said = [one for one in heard.odd if one.startswith("502")]
    heard.odd = [one for one in heard.odd if one not in said]
    return len(said)


@pytest.mark.fault("H1", "nginx in front, one of two servers killed, each in turn")
def test_with_one_of_two_killed_under_load_nothing_is_lost(house, pair, nginx, noted):
    longest = 0.0
    with at_work(nginx.port, house.cookies) as heard:
        for product in pair:
            answers_more(heard, 60)
            product.kill()
            killed = time.monotonic()
            answers_more(heard, 60)
            longest = max(longest, heard.good_after(killed))
            product.start()
            time.sleep(LEFT_OUT)
        answers_more(heard, 60)
    number = cut_off(heard)
    noted(heard, f"next good answer after {longest:.1f} s; {number} forms cut off, sent again")
    assert number + heard.no_answer <= 2 * LEARNERS  # what was on its way, a request a learner
    assert heard.not_saved == 0
    assert longest < 5
    check_books(house, heard)


@pytest.mark.fault("H61", "nginx in front, each reloaded (HUP) and stopped (SIGTERM) in turn")
def test_a_stop_and_a_reload_behind_nginx_lose_nothing(house, pair, nginx, noted):
    with at_work(nginx.port, house.cookies) as heard:
        for product in pair:
            answers_more(heard, 50)
            product.process.send_signal(signal.SIGHUP)
            answers_more(heard, 60)
            product.process.send_signal(signal.SIGTERM)
            product.process.wait(timeout=LONGEST_END)
            answers_more(heard, 50)
            product.start()
            time.sleep(LEFT_OUT)
    number = cut_off(heard)
    noted(heard, f"{number} forms cut off, sent again")
    assert heard.not_saved == heard.no_answer == 0
    check_books(house, heard)
