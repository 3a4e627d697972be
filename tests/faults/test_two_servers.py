"""Two servers over one PostgreSQL behind a balancer: stopped, reloaded and killed under load."""

import signal
import time

import pytest

from tests.faults.balancer import Balancer
from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_books, wait_for
from tests.faults.postgres import Postgres

LONGEST_END = 30


@pytest.fixture
def house(tmp_path):
    server = Postgres().start()
    yield House.made(server.url, tmp_path)
    server.forget()


@pytest.fixture
def pair(house):
    pair = [house.product("one"), house.product("two")]
    for product in pair:
        product.start()
    with Balancer(*(product.port for product in pair)) as balancer:
        yield pair, balancer
    for product in pair:
        product.kill()


@pytest.mark.fault("H61", "stopped with SIGTERM, one after the other")
def test_a_stop_that_is_announced_fails_no_request(house, pair, noted):
    (servers, balancer), longest = pair, 0.0
    with at_work(balancer.port, house.cookies) as heard:
        for product in servers:
            answers_more(heard, 20)
            (product.instance / "draining").touch()
            wait_for(lambda port=product.port: not balancer.ready[port])
            began = time.monotonic()
            product.process.send_signal(signal.SIGTERM)
            product.process.wait(timeout=LONGEST_END)
            longest = max(longest, time.monotonic() - began)
            answers_more(heard, 20)
            product.start()
            wait_for(lambda port=product.port: balancer.ready[port])
    noted(heard, f"it ended within {longest:.1f} s of SIGTERM")
    assert heard.not_saved == heard.no_answer == 0
    check_books(house, heard)


@pytest.mark.fault("H61", "reloaded with HUP, three times each")
def test_a_reload_fails_no_request(house, pair, noted):
    servers, balancer = pair
    with at_work(balancer.port, house.cookies) as heard:
        for product in servers * 3:
            answers_more(heard, 20)
            old = set(product.workers())
            product.process.send_signal(signal.SIGHUP)
            wait_for(lambda was=old, one=product: len(set(one.workers()) - was) == 2)
    noted(heard)
    assert heard.not_saved == heard.no_answer == 0
    check_books(house, heard)


@pytest.mark.fault("H1", "one of two servers killed")
def test_with_one_killed_the_other_goes_on_and_nothing_is_lost(house, pair, noted):
    (one, _other), balancer = pair
    with at_work(balancer.port, house.cookies) as heard:
        answers_more(heard, 60)
        one.kill()
        killed = time.monotonic()
        answers_more(heard, 60)
        one.start()
        answers_more(heard, 40)
    gap = heard.good_after(killed)
    cut_off = [said for said in heard.odd if said.startswith("502")]
    heard.odd = [said for said in heard.odd if not said.startswith("502")]
    noted(heard, f"next good answer after {gap:.1f} s; {len(cut_off)} forms cut off, sent again")
    assert len(cut_off) <= len(house.cookies)
    assert gap < 5
    check_books(house, heard)
