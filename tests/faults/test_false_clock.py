"""A server whose clock jumps while people are at work: an hour back, a day on and back, to 2038."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from elearn.extensions import db
from elearn.models import Completion, Person, TrailEntry
from elearn.operations import trail
from elearn.records.actions import compare_holdings
from tests.faults.house import House
from tests.faults.learners import Heard, answers_more, at_work, check_answers, wait_for
from tests.faults.tools import library
from tests.support.product import Browser
from tests.support.walk import cookie_of

pytestmark = pytest.mark.any_database  # no database is asked for the time
A_DAY = timedelta(days=1)
AFTER_2038 = datetime(2038, 1, 20, 12, tzinfo=UTC) - datetime.now(UTC)
ENOUGH = 20


class Clock:
    """What the servers take for the time: ours and so much more or less."""

    def __init__(self, file):
        self.file = file
        self.jump(timedelta())

    def jump(self, ahead: timedelta):
        self.file.write_text(f"{int(ahead.total_seconds()):+d}\n")

    def surroundings(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": library("libfaketime.so.1"),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
        }


@pytest.fixture
def clock(tmp_path):
    return Clock(tmp_path / "clock")


@pytest.fixture
def house(tmp_path):
    return House.made(f"sqlite:///{tmp_path / 'elearn.db'}", tmp_path)


@pytest.fixture
def product(house, clock):
    product = house.product(**clock.surroundings())
    yield product.start()
    product.kill()


def signed_in(house, ahead: timedelta) -> list[str]:
    """The cookies of the learners, who sign in at that time."""
    with house.open() as app, time_machine.travel(datetime.now(UTC) + ahead):
        people = db.session.scalars(select(Person.id).order_by(Person.id)).all()
        return [cookie_of(app, person) for person in people]


def is_in(product, cookie) -> bool:
    with Browser(product.port, cookie) as browser:
        return browser.get("/learn").status == 200


@pytest.mark.timeout(600)
@pytest.mark.fault("H51", "the clock jumps: an hour back, a day on and back, to 2038 and back")
def test_everybody_goes_on_and_nothing_is_lost(house, clock, product, noted):
    heard = Heard()
    for ahead, cookies, then in (
        (timedelta(), house.cookies, -timedelta(hours=1)),
        (A_DAY, signed_in(house, A_DAY), timedelta()),
        (AFTER_2038, signed_in(house, AFTER_2038), timedelta()),
    ):
        clock.jump(ahead)
        wait_for(lambda now=cookies: all(is_in(product, one) for one in now), 60)
        with at_work(product.port, cookies) as told:
            answers_more(told, ENOUGH)
            clock.jump(then)
            answers_more(told, ENOUGH)
        heard.answers += told.answers
        heard.handed_in += told.handed_in
        heard.odd += told.odd
        heard.no_answer += told.no_answer
        heard.not_saved += told.not_saved
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
        assert len(done) == len(set(done)) > 0
        noticed = session.scalars(select(TrailEntry.action)).all()
        assert len(noticed) == len(done)
