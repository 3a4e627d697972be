"""Killed in the middle of its work, the product loses nothing it said was saved."""

import os
import signal
import subprocess
import time

import pytest

from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_books, wait_for
from tests.faults.postgres import Postgres

KILLS = 6


@pytest.fixture
def house(database, tmp_path):
    """The house on each kind of database, in a file or a server of its own."""
    if database == "sqlite":
        yield House.made(f"sqlite:///{tmp_path / 'elearn.db'}", tmp_path)
        return
    server = Postgres().start()
    yield House.made(server.url, tmp_path)
    server.forget()


@pytest.fixture
def product(house):
    product = house.product()
    yield product.start()
    product.kill()


@pytest.mark.fault("H1, H62", "workers killed one after another")
def test_whoever_is_at_work_goes_on_with_the_next_worker(house, product, noted):
    longest = 0.0
    with at_work(product.port, house.cookies) as heard:
        for _ in range(KILLS):
            answers_more(heard, 20)
            before = set(product.workers())
            os.kill(min(before), signal.SIGKILL)
            took = wait_for(lambda old=before: len(set(product.workers()) - old) == 1)
            longest = max(longest, took)
    noted(heard, f"a killed worker is replaced within {longest:.1f} s")
    assert longest < 5
    check_books(house, heard)


@pytest.mark.fault("H1", "all processes killed, three times")
def test_after_each_new_start_all_that_was_acknowledged_is_there(house, product, noted):
    with at_work(product.port, house.cookies) as heard:
        for _ in range(3):
            answers_more(heard, 40)
            product.kill()
            product.start()
    noted(heard)
    check_books(house, heard)


@pytest.mark.fault("H1", "the master alone killed")
def test_without_its_master_a_worker_ends_and_the_next_start_has_the_port(house, product, noted):
    with at_work(product.port, house.cookies) as heard:
        answers_more(heard, 40)
        left = product.workers()
        product.process.kill()
        product.process.wait()
        began = time.monotonic()
        wait_for(lambda: not any(runs(pid) for pid in left))
        ended = time.monotonic() - began
        product.start()
        answers_more(heard, 40)
    noted(heard, f"its workers ended by themselves within {ended:.1f} s")
    check_books(house, heard)


def runs(pid: int) -> bool:
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")
