"""Every background job done twice, or by two at once, leaves what it leaves when done once."""

import ast
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from elearn import create_app
from elearn.config import Environment, Settings
from elearn.extensions import db, engine_options, prepare_engine
from elearn.models import Base
from elearn.nightly import run_job, tonight
from elearn.queue import make_queue
from elearn.web.clock import now
from tests.conftest import SECRET, settings_for
from tests.support.database import new_postgresql_database
from tests.support.make import Make
from tests.support.storage import place_in
from tests.support.walk import build_house

ROOT = Path(__file__).parents[2]
NIGHT = tonight(Settings(env=Environment.TEST, secret_key=SECRET, instance="/nowhere"))
# What a run says of itself: when, how long, how much.
OF_THE_RUN = {"job_run", "retention_run", "heartbeat"}
RUN_NOTED = "'retention."  # each run that was asked for is in the trail
# What else the worker does: its tasks, each with where two of it at once are tried.
TASKS = {
    "post_letters": "tests/integration/reminders/test_sending.py::"
    "test_workers_that_drain_at_once_send_each_letter_once",
    "apply_imports": "tests/integration/roster/test_at_once.py::"
    "test_one_import_asked_for_and_worked_on_by_four_at_once_is_applied_once",
    "work_on_audits": "tests/integration/audit/test_run_worker.py::"
    "test_two_who_freeze_at_once_freeze_once",
    "every_minute": "tests/architecture/test_twice.py",
    "every_morning": "tests/integration/reminders/test_by_date.py::"
    "test_running_twice_writes_once_and_every_rule_is_told_once",
    "every_night": "tests/architecture/test_twice.py::test_a_job_of_the_night_twice_is_once",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The file of an installation with one of everything, and what was written long ago."""
    folder = tmp_path_factory.mktemp("night")
    with place_in(folder) as place:
        file = place.file
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def rows(file) -> dict[str, list]:
    """Every row of every table but those that tell of runs."""
    with closing(sqlite3.connect(file)) as connection:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        tables = [name for (name,) in connection.execute(asked)]
        return {
            table: sorted(
                row
                for row in map(repr, connection.execute(f'SELECT * FROM "{table}"'))
                if table != "trail_entry" or RUN_NOTED not in row
            )
            for table in tables
            if table not in OF_THE_RUN
        }


def engine_of(url):
    engine = sa.create_engine(url, **engine_options(url))
    prepare_engine(engine)
    return engine


@pytest.mark.parametrize("number", range(len(NIGHT)), ids=[job.name for job in NIGHT])
def test_a_job_of_the_night_twice_is_once(house, tmp_path, number):
    file, at = tmp_path / "copy.db", now()
    shutil.copy(house, file)
    settings = Settings(env=Environment.TEST, secret_key=SECRET, instance=str(tmp_path))
    job = tonight(replace(settings, database_url=f"sqlite:///{file}"))[number]
    engine = engine_of(f"sqlite:///{file}")
    assert run_job(engine, job, clock=lambda: at)
    once = rows(file)
    assert run_job(engine, job, clock=lambda: at)
    assert rows(file) == once
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _n: run_job(engine, job, clock=lambda: at), range(2)))
    assert done == [True, True]
    assert rows(file) == once
    engine.dispose()


def test_a_night_twice_on_postgresql_is_once(tmp_path):
    """All its jobs in their order, then again by two workers at once."""
    url, at = new_postgresql_database("night"), now()
    app = create_app(settings_for(url, tmp_path))
    with app.app_context():
        db.create_all()
        build_house(Make(db.session()))
        db.session.remove()
        db.engine.dispose()
    settings = replace(app.extensions["settings"], database_url=url)
    engine, jobs = engine_of(url), tonight(settings)

    def night(_n=0):
        return all(run_job(engine, job, clock=lambda: at) for job in jobs)

    assert night()
    once = rows_in(engine)
    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(night, range(2)))
    assert rows_in(engine) == once
    engine.dispose()


def rows_in(engine) -> dict[str, list]:
    """As ``rows``, of PostgreSQL."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in OF_THE_RUN]
    with engine.connect() as connection:
        return {
            table.name: sorted(
                row
                for row in map(repr, connection.execute(sa.select(table)))
                if table.name != "trail_entry" or RUN_NOTED not in row
            )
            for table in tables
        }


@pytest.mark.any_database
def test_the_other_tasks_of_the_worker_are_tried_where_it_says(app, tmp_path):
    settings = Settings(env=Environment.TEST, secret_key=SECRET, instance=str(tmp_path))
    found = {name.rpartition(".")[2] for name in make_queue(app, settings).huey._registry._registry}
    assert found == TASKS.keys(), "say where two of it at once are tried"
    for place in TASKS.values():
        path, _, function = place.partition("::")
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert not function or function in names, place
