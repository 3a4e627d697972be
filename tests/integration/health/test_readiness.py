"""Ready means: every condition holds. Each that does not is said to the log, and "not ready"."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from elearn import create_app
from elearn.extensions import db
from elearn.operations import readiness
from elearn.operations.heartbeat import beat, claim
from elearn.operations.letters import write
from elearn.operations.readiness import DRAINING, conditions
from tests.conftest import settings_for

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def house(tmp_path):
    """An installation that is ready."""
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'e.db'}", tmp_path))
    with app.app_context():
        db.create_all()
        with Session(db.engine) as session:
            session.connection().exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
            session.connection().exec_driver_sql("INSERT INTO alembic_version VALUES ('0007')")
            beat(session, name="worker", now=NOW)
            session.commit()
        yield tmp_path
        db.session.remove()
        db.engine.dispose()


def failing(folder: Path, *, schema="0007", now=NOW):
    found = conditions(db.engine, schema=schema, folder=folder, now=now)
    return [one.name for one in found if not one.holds]


def test_an_installation_whose_conditions_all_hold_is_ready(house):
    assert failing(house) == []


def test_each_condition_that_does_not_hold_is_named(house, monkeypatch):
    assert failing(house, schema="0008") == ["schema"]
    assert failing(house, now=NOW + timedelta(minutes=6)) == ["worker"]
    monkeypatch.setattr(readiness, "free_bytes", lambda _folder: 1024)
    assert failing(house) == ["disk"]


def test_a_service_that_is_being_stopped_is_not_ready_but_lives(house):
    (house / DRAINING).touch()
    assert failing(house) == ["taking requests"]
    (house / DRAINING).unlink()
    assert failing(house) == []


def test_letters_that_nobody_takes_are_seen(house):
    with Session(db.engine) as session:
        write(session, key="k", person_id=None, to="a@b.example", subject="s", body="b", now=NOW)
        session.commit()
    later = NOW + timedelta(minutes=16)
    assert failing(house, now=NOW + timedelta(minutes=4)) == []
    assert set(failing(house, now=later)) == {"worker", "queue"}


def test_a_database_that_takes_no_writes_is_seen_at_once(house, monkeypatch):
    monkeypatch.setattr(readiness, "WAIT_MS", 20)
    with closing(sqlite3.connect(house / "e.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert failing(house) == ["database write"]
        other.rollback()
    assert failing(house) == []
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000


@pytest.mark.any_database
def test_a_database_that_was_never_set_up_is_not_ready(visitor):
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready\n")


def test_of_two_workers_that_ask_for_the_night_one_is_told_yes(session):
    every = timedelta(hours=12)
    assert claim(session, name="night", now=NOW, every=every)
    assert not claim(session, name="night", now=NOW + timedelta(minutes=1), every=every)
    assert claim(session, name="night", now=NOW + timedelta(days=1), every=every)


def test_with_its_database_gone_the_service_lives_says_so_and_leaks_nothing(tmp_path):
    url = "postgresql+psycopg://nobody:hush@127.0.0.1:9/none"
    app = create_app(settings_for(url, tmp_path))
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/").status_code == 200  # help is given without it
    answer = client.get("/verify/ABCD-EFGH-JKLM")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "hush" not in answer.text
    assert "psycopg" not in answer.text
