"""What every test may ask for: the app on each database, a clean session, builders, a visitor."""

import dataclasses
import gc
import os
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from elearn import create_app
from elearn.config import Environment, Settings
from elearn.extensions import db, limiter
from tests.support.database import new_postgresql_database, tidy_postgresql
from tests.support.make import Make
from tests.support.visitor import Visitor

SECRET = "only-for-tests-and-long-enough-for-the-check"
FAULTS = Path(__file__).parent / "faults"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")


def pytest_addoption(parser):
    parser.addoption(
        "--db",
        choices=("sqlite", "postgresql", "both"),
        default="both",
        help="which databases the integration tests run on",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="send every value to every place on every database; without, the walks take turns",
    )


def pytest_collection_finish():
    """What was imported and collected stays to the end: looking through it for garbage again and
    again took a fifth of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def pytest_ignore_collect(collection_path, config):
    """What breaks things on purpose takes minutes and has a command of its own: bin/faults."""
    asked_for = any(FAULTS.name in argument for argument in config.args)
    return True if collection_path == FAULTS and not asked_for else None


def pytest_generate_tests(metafunc):
    if "database" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        if chosen == "both" and metafunc.definition.get_closest_marker("any_database"):
            chosen = "sqlite"
        kinds = ("sqlite", "postgresql") if chosen == "both" else (chosen,)
        metafunc.parametrize("database", kinds, scope="session")


def settings_for(url, folder, **changes):
    """Settings of a test installation with its own folder."""
    settings = Settings(
        database_url=url,
        secret_key=SECRET,
        env=Environment.TEST,
        base_url="http://localhost",
        instance=str(folder),
    )
    return dataclasses.replace(settings, **changes)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """Once all that a file had open is closed."""
    if nextitem is not None and nextitem.path != item.path:
        tidy_postgresql(f"test_{WORKER}")


@pytest.fixture(autouse=True)
def unlimited(monkeypatch):
    """Tests send more than a person would; a test of a limit turns the limiter on for itself.

    The limiter is one for the process and every new app may turn it on again, so it is turned
    off for each test and not once for each app.
    """
    monkeypatch.setattr(limiter, "enabled", False)


@pytest.fixture(scope="session")
def turns(pytestconfig):
    """How a long walk takes turns: ``turns(place, things, 3)`` is a third of the things, another
    third at the next place. All of them with ``--thorough``."""
    thorough = pytestconfig.getoption("--thorough")

    def some(place, things, share):
        return list(things) if thorough else list(things)[place % share :: share]

    return some


@pytest.fixture(scope="session")
def database():
    """Which database this run is on; given by ``--db``."""
    raise RuntimeError("pytest_generate_tests gives this")


@pytest.fixture(scope="session")
def app(database, tmp_path_factory) -> Flask:
    folder = tmp_path_factory.mktemp(database)
    if database == "sqlite":
        url = f"sqlite:///{folder / 'test.db'}"
    else:
        url = new_postgresql_database(f"test_{WORKER}")
    app = create_app(settings_for(url, folder))
    app.config["WTF_CSRF_ENABLED"] = False
    app.testing = True
    app.test_client_class = Visitor
    with app.app_context():
        db.create_all()
    yield app
    app.extensions["queue"].huey.storage.close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app) -> Session:
    """A clean database for each test: what a test commits is rolled back when it ends."""
    with app.app_context():
        connection = db.engine.connect()
        transaction = connection.begin()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        db.session.remove()
        app.extensions["site"].site = None
        yield db.session()
        db.session.remove()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
        transaction.rollback()
        connection.close()


@pytest.fixture
def make(session) -> Make:
    return Make(session)


@pytest.fixture
def visitor(app, session) -> Visitor:
    return app.test_client()
