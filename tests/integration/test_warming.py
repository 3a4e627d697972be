"""What gunicorn's master does before its workers are copied from it."""

import logging

import pytest

from elearn import create_app
from elearn.extensions import db
from elearn.web import warming
from elearn.web.warming import TEMPLATES, warm_up
from tests.conftest import settings_for

pytestmark = pytest.mark.any_database


def compiled(app):
    return {name for _loader, name in app.jinja_env.cache} if app.jinja_env.cache else set()


@pytest.fixture
def app(tmp_path):
    """An installation whose database has no tables yet."""
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'none.db'}", tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_templates_are_there_and_no_connection_stays_open(app):
    warm_up(app)
    assert set(TEMPLATES) <= compiled(app)
    with app.app_context():
        assert db.engine.pool.checkedout() == db.engine.pool.checkedin() == 0


def test_a_page_that_cannot_be_answered_stops_nothing(app, monkeypatch):
    monkeypatch.setattr(warming, "PAGES", ("/no-such-page",))
    warm_up(app)
    assert not set(TEMPLATES) & compiled(app)
    assert logging.root.manager.disable == logging.NOTSET
