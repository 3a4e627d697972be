"""Slow clients and a storm of connections: everybody else is answered within a second,
or within three times what the machine took just before, where it is busy with other things."""

import socket
import threading
import time
from contextlib import ExitStack

import pytest

from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_books
from tests.support.product import Browser

SLOW = 100
STORM = 400
HALF_A_HEAD = b"GET /signs HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
HALF_A_BODY = (
    b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nemail="
)


@pytest.fixture
def house(tmp_path):
    return House.made(f"sqlite:///{tmp_path / 'elearn.db'}", tmp_path)


@pytest.fixture
def product(house):
    product = house.product()
    yield product.start()
    product.kill()


def waits(port: int, number: int = 20) -> list[float]:
    """How long so many others wait for a page, each on a connection of its own."""
    taken = []
    for _ in range(number):
        began = time.monotonic()
        with Browser(port) as browser:
            assert browser.get("/signs").status == 200
        taken.append(time.monotonic() - began)
        time.sleep(0.1)
    return taken


@pytest.mark.fault("H39", f"{SLOW} slow clients")
@pytest.mark.parametrize("first", [HALF_A_HEAD, HALF_A_BODY], ids=["heads", "bodies"])
def test_while_many_send_a_letter_at_a_time_others_do_not_wait(house, product, noted, first):
    with ExitStack() as lines, at_work(product.port, house.cookies[:2]) as heard:
        answers_more(heard, 2)
        heard.slowest = 0.0
        allowed = max(1, 3 * max(waits(product.port)), 3 * heard.slowest)
        slow = [
            lines.enter_context(socket.create_connection(("127.0.0.1", product.port)))
            for _ in range(SLOW)
        ]
        for one in slow:
            one.sendall(first)
        heard.slowest, ended = 0.0, threading.Event()
        drip = threading.Thread(target=dripping, args=(slow, ended))
        drip.start()
        taken = waits(product.port)
        answers_more(heard, 4)
        ended.set()
        drip.join()
    noted(heard, f"slowest page {max(taken):.2f} s, slowest step of a quiz {heard.slowest:.2f} s")
    assert max(taken) < allowed
    assert heard.slowest < allowed
    check_books(house, heard)


def dripping(slow, ended):
    while not ended.wait(0.5):
        for one in slow:
            one.sendall(b"a")


@pytest.mark.fault("H39", f"{STORM} connections at once")
def test_a_storm_of_connections_is_answered_and_nobody_else_waits(house, product, noted):
    statuses, storm = [], threading.Barrier(40)

    def come():
        storm.wait()
        for _ in range(STORM // 40):
            with Browser(product.port) as browser:
                statuses.append(browser.get("/signs").status)

    with at_work(product.port, house.cookies[:2]) as heard:
        answers_more(heard, 2)
        crowd = [threading.Thread(target=come) for _ in range(40)]
        began = time.monotonic()
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        took = time.monotonic() - began
        answers_more(heard, 2)
    noted(heard, f"all answered within {took:.1f} s, slowest step of a quiz {heard.slowest:.2f} s")
    assert statuses == [200] * STORM
    assert heard.no_answer == 0
    check_books(house, heard)
