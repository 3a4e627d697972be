"""An installation of SQLite whose requests really commit, and what may be wrong with its disk."""

from contextlib import contextmanager

from sqlalchemy import event, select

from elearn import create_app
from elearn.extensions import db
from elearn.models import Person
from tests.conftest import settings_for
from tests.support.make import Make
from tests.support.visitor import Visitor
from tests.support.walk import build_house

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


@contextmanager
def place_in(folder):
    """Such an installation in a folder, while the block lasts."""
    file = folder / "storage.db"
    app = create_app(settings_for(f"sqlite:///{file}", folder))
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
    assert "Keep this page open" in response.text
    assert "was not saved" in response.text
    return is_an_apology(response)


def is_not_shown(response):
    """The answer where nothing was sent: the page comes later."""
    assert "open the page again" in response.text
    return is_an_apology(response)


def is_an_apology(response):
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    for word in ("sqlite", "Traceback", "OperationalError", "locked"):
        assert word not in response.text
    return True
