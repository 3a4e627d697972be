"""What is said to be saved is on the disk, and writers wait for each other (security.md F6-F8)."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import sqlalchemy as sa

from elearn import extensions
from elearn.extensions import db, engine_options, prepare_engine
from tests.support.database import new_postgresql_database

FULL = 2


def test_every_connection_of_the_app_keeps_what_it_acknowledged(app, database):
    if database != "sqlite":
        pytest.skip("asked of PostgreSQL when a connection is made: below")
    with app.app_context():
        reader = db.engine.execution_options(read_only=True)
        with reader.connect() as first, reader.connect() as second:
            for connection in (first, second):
                asked = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("synchronous", "journal_mode", "foreign_keys")
                }
                assert asked == {"synchronous": FULL, "journal_mode": "wal", "foreign_keys": 1}


@pytest.mark.any_database
def test_writers_that_read_first_wait_for_each_other_and_none_fails(tmp_path):
    url = f"sqlite:///{tmp_path / 'writers.db'}"
    engine = sa.create_engine(url, **engine_options(url))
    prepare_engine(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE counted (number INTEGER)")
        connection.exec_driver_sql("INSERT INTO counted VALUES (0)")

    def add(_n):
        with engine.begin() as connection:
            number = connection.exec_driver_sql("SELECT number FROM counted").scalar()
            connection.exec_driver_sql("UPDATE counted SET number = ?", (number + 1,))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(80)))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT number FROM counted").scalar() == 80
    engine.dispose()


@pytest.mark.any_database
def test_who_waits_to_write_lets_others_of_the_same_process_end_their_work(tmp_path, monkeypatch):
    """In a worker of greenlets whoever has the turn may be one that stands still meanwhile."""
    url = f"sqlite:///{tmp_path / 'turns.db'}"
    engine = sa.create_engine(url, **engine_options(url))
    prepare_engine(engine)
    began = time.monotonic()
    with engine.connect() as first, engine.connect() as second:
        turn = first.begin()
        monkeypatch.setattr(time, "sleep", lambda _seconds: turn.is_active and turn.commit())
        with second.begin():
            assert not turn.is_active
        assert second.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000
    assert time.monotonic() - began < 5
    engine.dispose()


def test_a_postgresql_that_forgets_is_not_used(database):
    """The databases of tests are set so, for their speed."""
    if database != "postgresql":
        pytest.skip("SQLite is set by the app itself: above")
    url = new_postgresql_database("forgetful")
    engine = sa.create_engine(url, **engine_options(url))
    prepare_engine(engine, must_last=True)
    with pytest.raises(extensions.ForgetfulDatabaseError, match="synchronous_commit = off"):
        engine.connect()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("ALTER DATABASE forgetful SET synchronous_commit = on")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    engine.dispose()
