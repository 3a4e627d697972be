"""PostgreSQL killed, restarted or full: "not saved", nothing lost, and it works again by itself."""

import time
from contextlib import ExitStack

import psycopg
import pytest

from tests.faults.house import House
from tests.faults.learners import NOT_SAVED, answers_more, at_work, check_books, wait_for
from tests.faults.postgres import Postgres
from tests.support.product import Browser

GONE_SECONDS = 1.5
BACK_WITHIN = 5


@pytest.fixture
def server():
    server = Postgres(most=40).start()
    yield server
    server.forget()


@pytest.fixture
def house(server, tmp_path):
    return House.made(server.url, tmp_path)


@pytest.fixture
def product(house):
    product = house.product()
    yield product.start()
    product.kill()


@pytest.mark.fault("H16", "PostgreSQL killed, twice")
def test_killed_under_load_it_costs_no_answer_and_no_restart(house, product, server, noted):
    longest = 0.0
    with at_work(product.port, house.cookies) as heard:
        for _ in range(2):
            answers_more(heard, 30)
            server.kill()
            time.sleep(GONE_SECONDS)
            server.start()
            back = time.monotonic()
            wait_for(lambda since=back: heard.good_after(since) < BACK_WITHIN * 4)
            longest = max(longest, heard.good_after(back))
    noted(heard, f"{longest:.1f} s from PostgreSQL's return to the first good answer")
    assert heard.not_saved
    assert heard.no_answer == 0
    assert longest < BACK_WITHIN
    check_books(house, heard)


@pytest.mark.fault("H16", "PostgreSQL restarted, three times")
def test_restarted_under_load_it_costs_no_answer(house, product, server, noted):
    with at_work(product.port, house.cookies) as heard:
        for _ in range(3):
            answers_more(heard, 30)
            server.restart()
    noted(heard)
    assert heard.no_answer == 0
    check_books(house, heard)


@pytest.mark.fault("H17", "no connection to PostgreSQL is free")
def test_where_every_connection_is_taken_it_says_so_and_goes_on_afterwards(
    house, product, server, noted
):
    with Browser(product.port, house.cookies[0]) as browser:
        with ExitStack() as held:
            with pytest.raises(psycopg.OperationalError, match="too many clients"):
                take_all(server, held)
            answer = browser.get("/learn")
            assert (answer.status, answer.retry_after) == (503, "60")
            assert NOT_SAVED in answer.text
            assert browser.get("/readyz").status == 503
            assert browser.get("/healthz").status == 200
        took = wait_for(lambda: browser.get("/learn").status == 200)
        wait_for(lambda: browser.get("/readyz").status == 200)
    noted(words=f"503 with Retry-After, not ready, alive; good again after {took:.1f} s")
    assert took < BACK_WITHIN


def take_all(server, held):
    """Open connections until the server refuses one, and keep them."""
    for _ in range(2 * server.most):
        held.enter_context(psycopg.connect(server.address))
