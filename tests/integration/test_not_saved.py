"""A database that takes nothing just now: "not saved", never an error, and it works again.

The same with disks that are really full: tests/faults/test_storage.py.
"""

import sqlite3
from contextlib import closing

import pytest

from elearn.models import Answer
from tests.support.storage import is_not_saved, place_in

pytestmark = pytest.mark.any_database  # of its own, which is SQLite


def test_what_cannot_be_written_is_said_not_to_be_saved_and_goes_in_later(tmp_path):
    with place_in(tmp_path) as place:
        before = place.count(Answer)
        with (
            place.on_every_connection("busy_timeout = 50"),
            closing(sqlite3.connect(place.file)) as other,
        ):
            other.execute("BEGIN IMMEDIATE")
            assert is_not_saved(place.save())
            assert place.page().status_code == 200
        with place.on_every_connection("query_only = 1"):
            assert is_not_saved(place.save())
            assert place.page().status_code == 200
        assert place.count(Answer) == before
        assert place.save().status_code == 303
        assert place.count(Answer) == before + 1
