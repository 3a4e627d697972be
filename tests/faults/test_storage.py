"""A database that is held, full or read-only: "not saved", never an error, and it works again."""

import io
import sqlite3
import threading
import time
from contextlib import closing
from itertools import groupby

import pytest
from sqlalchemy import event

from elearn.extensions import db
from elearn.models import Answer, RosterImport
from tests.support.storage import is_not_saved, is_not_shown, place_in

BUSY_MS = 150


@pytest.fixture
def place(tmp_path):
    with place_in(tmp_path) as place:
        yield place


@pytest.mark.fault("H15", "SQLite held by a writer")
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


@pytest.mark.fault("H15", "SQLite held by a writer")
def test_the_page_that_says_so_does_not_wait_for_the_writer_a_second_time(place, monkeypatch):
    """Not even where it has to read the contacts anew."""
    asked = []
    monkeypatch.setattr(place.visitor, "know_the_site", lambda: None)  # our page asks for itself
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with (
        place.on_every_connection(f"busy_timeout = {BUSY_MS}"),
        closing(sqlite3.connect(place.file)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        place.visitor.application.extensions["site"].site = None
        assert is_not_saved(place.save())
    waits = [statement for statement, _tries in groupby(asked)]
    assert waits.count("BEGIN IMMEDIATE") == 1
    assert waits.count("BEGIN") > 0  # the page itself was read


@pytest.mark.fault("H15", "SQLite held by a writer")
def test_a_writer_that_ends_in_time_is_waited_for(place):
    with closing(sqlite3.connect(place.file, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        letting_go = threading.Timer(0.3, other.rollback)
        letting_go.start()
        assert place.save().status_code == 303
        letting_go.join()


@pytest.mark.fault("H19", "no room for an answer")
def test_an_answer_that_finds_no_room_is_said_not_to_be_saved_and_goes_in_later(place):
    fill(place)
    with place.on_every_connection(f"max_page_count = {pages_of(place)}"):
        assert is_not_saved(place.save())
        assert place.page().status_code == 200
        assert place.visitor.get("/learn").status_code == 200
    before = place.count(Answer)
    assert place.save().status_code == 303
    assert place.count(Answer) == before + 1


@pytest.mark.fault("H18", "no room for a file")
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


@pytest.mark.fault("H20", "a disk that may only be read")
def test_a_disk_that_may_only_be_read_is_read(place):
    with place.on_every_connection("query_only = 1"):
        assert is_not_saved(place.save())
        assert place.page().status_code == 200
    assert place.save().status_code == 303


@pytest.mark.fault("EIO", "a file that cannot be read any more")
def test_a_file_that_is_no_database_any_more_is_the_storage_and_no_error_of_ours(place):
    db.session.remove()
    db.engine.dispose()  # with the last connection the log is written back
    whole = place.file.read_bytes()
    place.file.write_bytes(bytes(len(whole)))
    assert is_not_saved(place.save())
    assert is_not_shown(place.page())
    db.session.remove()
    db.engine.dispose()
    place.file.write_bytes(whole)
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
