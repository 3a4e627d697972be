"""The machine's clock jumps under load, and stands years ahead for a while."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from elearn.domain.dates import LONDON
from elearn.extensions import db
from elearn.models import Completion, Person
from elearn.operations import trail
from elearn.records.actions import compare_holdings
from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_answers, check_books, wait_for
from tests.faults.postgres import Postgres
from tests.faults.tools import library
from tests.support.product import Browser
from tests.support.walk import cookie_of

A_DAY = timedelta(days=1)
AHEAD = (A_DAY, timedelta(days=366), timedelta(days=365 * 20))
AFTER_2038 = datetime(2038, 1, 20, 12, tzinfo=UTC) - datetime.now(UTC)
NOON = 12


class Clock:
    """What time it is for whoever is started ``under`` it, against the true time."""

    def __init__(self, folder):
        self._file = folder / "clock"
        self.jump(timedelta())
        self.under = {
            "LD_PRELOAD": library("libfaketime.so.1"),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # nor does it jump when a true clock is set
        }

    def jump(self, to: timedelta) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(f"{to.total_seconds():+.0f}\n", "utf-8")
        new.replace(self._file)


@pytest.fixture
def house(database, tmp_path):
    if database == "sqlite":
        yield House.made(f"sqlite:///{tmp_path / 'elearn.db'}", tmp_path)
        return
    server = Postgres().start()
    yield House.made(server.url, tmp_path)
    server.forget()


@pytest.fixture
def clock(tmp_path):
    return Clock(tmp_path)


@pytest.fixture
def product(house, clock):
    product = house.product(**clock.under)
    yield product.start()
    product.kill()


def within_the_day() -> list[timedelta]:
    """Jumps of hours to and fro that stay on this date: passing again on another would rightly be
    one more completion."""
    way = 1 if datetime.now(LONDON).hour < NOON else -1
    return [timedelta(hours=way * hours) for hours in (1, 4, 2, 0, 5, 0)]


def signed_in(house, ahead: timedelta) -> list[str]:
    """The cookies of the learners, who sign in at that time."""
    with house.open() as app, time_machine.travel(datetime.now(UTC) + ahead):
        people = db.session.scalars(select(Person.id).order_by(Person.id)).all()
        return [cookie_of(app, person) for person in people]


def is_in(product, cookie) -> bool:
    with Browser(product.port, cookie) as browser:
        return browser.get("/learn").status == 200


@pytest.mark.fault("H51", "the clock jumps by hours, to and fro, six times")
def test_a_clock_that_jumps_costs_no_answer(house, product, clock, noted):
    with at_work(product.port, house.cookies) as heard:
        for jump in within_the_day():
            answers_more(heard, 20)
            clock.jump(jump)
        answers_more(heard, 20)
    noted(heard)
    assert heard.not_saved == heard.no_answer == 0
    check_books(house, heard)


@pytest.mark.fault("H51", "the clock a day, a year and twenty years ahead, and back")
def test_a_clock_far_ahead_breaks_nothing_and_ends_with_it(house, product, clock, noted):
    with at_work(product.port, house.cookies) as heard:
        answers_more(heard, 10)
    for ahead in AHEAD:
        clock.jump(ahead)
        with Browser(product.port, house.cookies[0]) as browser:
            assert browser.get("/signs").status == 200
            assert browser.get("/healthz").status == 200
            mine = browser.get("/learn")
            assert (mine.location or "").startswith("/sign-in"), ahead  # a day idle
        clock.jump(timedelta())
        with Browser(product.port, house.cookies[1]) as browser:
            assert browser.get("/learn").status == 200
    with at_work(product.port, house.cookies[1:]) as later:
        answers_more(later, 10)
    heard.answers += later.answers
    heard.handed_in += later.handed_in
    noted(heard, "sessions end a day ahead; who did not ask in that time is signed in as before")
    assert heard.odd + later.odd == []
    check_books(house, heard)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("ahead", [A_DAY, AFTER_2038], ids=["a day", "2038"])
@pytest.mark.fault("H51", "people sign in on a clock ahead, which goes back under them")
def test_who_signed_in_ahead_goes_on_when_the_clock_goes_back(house, clock, product, ahead, noted):
    clock.jump(ahead)
    cookies = signed_in(house, ahead)
    wait_for(lambda: all(is_in(product, one) for one in cookies), 60)
    with at_work(product.port, cookies) as heard:
        answers_more(heard, 20)
        clock.jump(timedelta())
        answers_more(heard, 20)
    clock.jump(A_DAY)
    assert not any(is_in(product, one) for one in house.cookies), "a session outlived its day"
    noted(heard, "sessions of the day before are over, those of a clock ahead go on")
    assert not heard.odd, heard.odd[:5]
    with house.open():
        check_answers(heard)
        session = db.session()
        assert trail.verify(session) is None
        assert compare_holdings(session) == []
        done = session.execute(select(Completion.person_id, Completion.completed_on)).all()
        assert len(done) == len(set(done)) > 0, "passing on two dates is two completions, no more"
