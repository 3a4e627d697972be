"""A disk that fails under load: errors on writing and flushing, and one that turns read-only."""

import os
import signal
import subprocess
import time
from contextlib import contextmanager

import pytest

from tests.faults.disk import Disk, held_still
from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_books, wait_for
from tests.faults.postgres import Postgres
from tests.faults.tools import program
from tests.support.product import Browser

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may do that to a disk")


@contextmanager
def failing(processes, calls: str):
    """Every such call of these processes fails with EIO during the block."""
    each = [word for pid in processes for word in ("-p", str(pid))]
    inject = ["-e", f"trace={calls}", "-e", f"inject={calls}:error=EIO"]
    tracer = subprocess.Popen(
        [program("strace"), "-f", "-q", "-o", "/dev/null", *inject, *each],
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(timeout=20)


@pytest.fixture
def server():
    server = Postgres().start()
    yield server
    server.forget()


@pytest.fixture
def start():
    """Starts the product over a house; ended afterwards."""
    started = []

    def start(house):
        started.append(house.product().start())
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.mark.fault("EIO", "SQLite's writes or flushes fail for two seconds, three times each")
@pytest.mark.parametrize("calls", ["pwrite64", "fdatasync,fsync"], ids=["writes", "flushes"])
def test_where_sqlite_cannot_write_it_says_so_and_goes_on(tmp_path, start, noted, calls):
    house = House.made(f"sqlite:///{tmp_path / 'elearn.db'}", tmp_path)
    product = start(house)
    with at_work(product.port, house.cookies) as heard:
        for _ in range(3):
            answers_more(heard, 20)
            said = heard.not_saved
            with failing(product.workers(), calls):
                time.sleep(2)
            assert heard.not_saved > said
        answers_more(heard, 20)
    noted(heard)
    assert heard.no_answer == 0
    check_books(house, heard)


@pytest.mark.fault("EIO", "PostgreSQL's flushes fail, twice")
def test_where_postgresql_cannot_flush_nothing_acknowledged_is_lost(tmp_path, server, start, noted):
    house = House.made(server.url, tmp_path)
    product = start(house)
    with at_work(product.port, house.cookies) as heard:
        for _ in range(2):
            answers_more(heard, 30)
            said = heard.not_saved
            with failing(server.processes(), "fdatasync,fsync"):
                wait_for(lambda was=said: heard.not_saved > was)
            answers_more(heard, 10)
        answers_more(heard, 20)
    log = server.data.with_name("postgres.log").read_text("utf-8", "replace")
    noted(heard, f"PostgreSQL stopped itself {log.count('PANIC')} times and started again")
    assert heard.no_answer == 0
    check_books(house, heard)


@pytest.mark.fault("H20", "the disk turns read-only under load, twice")
def test_a_disk_that_turns_read_only_is_read_and_said_so(start, noted):
    disk = Disk()
    try:
        house = House.made(f"sqlite:///{disk.folder / 'elearn.db'}", disk.folder)
        product = start(house)
        with at_work(product.port, house.cookies) as heard:
            for _ in range(2):
                answers_more(heard, 20)
                said = heard.not_saved
                with held_still(product.workers()):
                    disk.turn_read_only()
                wait_for(lambda was=said: heard.not_saved >= was + 20)
                with Browser(product.port, house.cookies[0]) as browser:
                    asked = {one: browser.get(one).status for one in ("/learn", "/readyz")}
                    assert asked == {"/learn": 200, "/readyz": 503}
                    assert browser.get("/healthz").status == 200
                product.kill()
                disk.start_again()
                product.start()
            answers_more(heard, 20)
        noted(heard)
        product.kill()
        check_books(house, heard)
    finally:
        disk.throw_away()
