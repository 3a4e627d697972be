"""The demonstration, small, seeded once for every test that only looks."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from elearn import create_app
from elearn.config import ROOT
from elearn.demo.seeding import seed_demo
from elearn.extensions import db
from tests.conftest import WORKER, settings_for
from tests.support.database import new_postgresql_database
from tests.support.visitor import Visitor

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MODULES = ROOT / "modules"
SIZE = 120


def database_address(kind: str, folder: Path, name: str) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / name}.db"
    return new_postgresql_database(f"{name}_{WORKER}")


@pytest.fixture(scope="session")
def seeded_app(database, tmp_path_factory):
    """An application on a database of its own that holds the demonstration."""
    folder = tmp_path_factory.mktemp(f"demo-{database}")
    app = create_app(settings_for(database_address(database, folder, "demo"), folder))
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RATELIMIT_ENABLED"] = False
    app.testing = True
    app.test_client_class = Visitor
    with app.app_context():
        db.create_all()
        seed_demo(db.session(), people=SIZE, today=TODAY, now=NOW, modules=MODULES)
        db.session.commit()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def demonstration(seeded_app):
    """A session on it; what a test writes is rolled back."""
    with seeded_app.app_context():
        session = db.session()
        yield session
        session.rollback()
        db.session.remove()
