"""A database that is held, full or read-only: "not saved", never an error, and it works again."""

import io
import sqlite3
import threading
import time
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event, select

from elearn import create_app
from elearn.extensions import db
from elearn.models import Answer, Person, RosterImport
from tests.conftest import settings_for
from tests.support.make import Make
from tests.support.visitor import Visitor
from tests.support.walk import build_house

BUSY_MS = 150
FORM = {"q": "2", "answer-2": "1", "sure-2": "4", "act": "save"}


class Place:
    """An installation whose requests really commit, with somebody at a question of a quiz."""

    def __init__(self, app, file):
        self.file = file
        self.house = build_house(Make(db.session()))
        self.attempt = f"/learn/attempts/{self.house.values['attempt']}"
        self.visitor = app.test_client()
        self.visitor.sign_in(db.session.get(Person, self.house.everyone))
        db.session.remove()

    def save(self):
        db.session.remove()
        return self.visitor.post(f"{self.attempt}?q=2", data=FORM)

    def page(self):
        db.session.remove()
        return self.visitor.get(f"{self.attempt}?q=2")

    def count(self, table) -> int:
        db.session.remove()
        found = len(db.session.scalars(select(table.id)).all())
        db.session.remove()
        return found

    @contextmanager
    def on_every_connection(self, pragma):
        """A pragma for the connections of the installation while the block lasts."""

        def say(connection, *_rest):
            connection.execute(f"PRAGMA {pragma}")

        db.session.remove()
        db.engine.dispose()
        event.listen(db.engine, "connect", say)
        try:
            yield
        finally:
            event.remove(db.engine, "connect", say)
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def place(tmp_path):
    file = tmp_path / "storage.db"
    app = create_app(settings_for(f"sqlite:///{file}", tmp_path))
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RATELIMIT_ENABLED"] = False
    app.test_client_class = Visitor
    with app.app_context():
        db.create_all()
        yield Place(app, file)
        db.session.remove()
        db.engine.dispose()


def is_not_saved(response):
    """The answer that tells people to keep what they have and to try again."""
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "Keep this page open" in response.text
    assert "was not saved" in response.text
    for word in ("sqlite", "Traceback", "OperationalError", "locked"):
        assert word not in response.text
    return True


def test_while_somebody_else_writes_for_long_a_save_waits_then_says_so(place):
    before = place.count(Answer)
    with (
        place.on_every_connection(f"busy_timeout = {BUSY_MS}"),
        closing(sqlite3.connect(place.file)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert is_not_saved(place.save())
        assert BUSY_MS / 1000 <= time.monotonic() - began < 10 * BUSY_MS / 1000
        assert place.page().status_code == 200  # reading goes on
        other.rollback()
        assert place.save().status_code == 303
    assert place.count(Answer) == before + 1


def test_the_page_that_says_so_does_not_wait_for_the_writer_a_second_time(place):
    """Not even where it has to read the contacts anew."""
    with (
        place.on_every_connection("busy_timeout = 1500"),
        closing(sqlite3.connect(place.file)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        place.visitor.application.extensions["site"].site = None
        began = time.monotonic()
        assert is_not_saved(place.save())
        assert time.monotonic() - began < 2.5


def test_a_writer_that_ends_in_time_is_waited_for(place):
    with closing(sqlite3.connect(place.file, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        letting_go = threading.Timer(0.3, other.rollback)
        letting_go.start()
        assert place.save().status_code == 303
        letting_go.join()


def test_an_answer_that_finds_no_room_is_said_not_to_be_saved_and_goes_in_later(place):
    fill(place)
    with place.on_every_connection(f"max_page_count = {pages_of(place)}"):
        assert is_not_saved(place.save())
        assert place.page().status_code == 200
        assert place.visitor.get("/learn").status_code == 200
    before = place.count(Answer)
    assert place.save().status_code == 303
    assert place.count(Answer) == before + 1


def test_a_file_that_finds_no_room_leaves_nothing_behind(place):
    content = b"staff_number,full_name,email,team,role\n" + b"".join(
        b"%d,Person Name,person%d@council.example,Response,X1\n" % (n, n) for n in range(900)
    )
    address = f"/agencies/{place.house.values['agency']}/roster"
    before = place.count(RosterImport)

    def send():
        db.session.remove()
        return place.visitor.post(address, data={"file": (io.BytesIO(content), "list.csv")})

    with place.on_every_connection(f"max_page_count = {pages_of(place)}"):
        assert is_not_saved(send())
    assert place.count(RosterImport) == before
    assert send().status_code == 303


def test_a_disk_that_may_only_be_read_is_read(place):
    with place.on_every_connection("query_only = 1"):
        assert is_not_saved(place.save())
        assert place.page().status_code == 200
    assert place.save().status_code == 303


def pages_of(place) -> int:
    with closing(sqlite3.connect(place.file)) as file:
        return file.execute("PRAGMA page_count").fetchone()[0]


def fill(place):
    """Put in answers of nobody until the last page of their table is full."""
    with closing(sqlite3.connect(place.file, isolation_level=None)) as file:
        file.execute(f"PRAGMA max_page_count = {pages_of(place)}")
        columns = "attempt_id, item_id, choice, answered_at"
        number = 0
        try:
            while number < 5000:
                number += 1
                values = f"{1000 + number}, 1, 'a', '2026-01-01 00:00:00'"
                file.execute(f"INSERT INTO answer ({columns}) VALUES ({values})")
        except sqlite3.OperationalError:
            return
    raise AssertionError("there was room for everything")
