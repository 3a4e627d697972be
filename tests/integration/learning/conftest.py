"""Somebody with a module to take, and the ways they go through it."""

from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event, select

from elearn.extensions import db
from elearn.models import Attempt
from tests.support.document import small_document
from tests.support.visitor import Visitor

PAGES = ("first", "second")
RIGHT, RISKY = "The safe act", "The risky act"


@dataclass
class Learner:
    """A signed-in learner at a module. ``quiz`` pages are read as a browser shows them."""

    visitor: Visitor
    slug: str

    @property
    def home(self) -> str:
        return f"/learn/{self.slug}"

    def page(self, path="") -> BeautifulSoup:
        return self.visitor.page(f"{self.home}{path}")

    def press(self, path, expect=303, **fields):
        """Send the form of a page with its hidden fields, as a browser would."""
        page = self.visitor.page(path)
        act = fields.get("act")
        form = next(
            form
            for form in page.select("main form")
            if act is None or form.select_one(f'button[name=act][value="{act}"]')
        )
        hidden = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
        response = self.visitor.post(form["action"].split("#")[0], data=hidden | fields)
        assert response.status_code == expect, response.status
        return response

    def read_everything(self):
        for page in PAGES:
            self.press(f"{self.home}/{page}", act="continue")
        self.press(f"{self.home}/story", act="choose", choice="tell")
        self.press(f"{self.home}/story", act="continue")

    def start(self) -> str:
        """Start (or carry on with) the quiz; the address of the attempt."""
        return self.visitor.post(f"{self.home}/quiz").location

    def answer(self, attempt, place, words=RIGHT, sure="4", **fields):
        """Choose the option with these words, as a person does, and save."""
        page = self.visitor.page(f"{attempt}?q={place}")
        label = next(one for one in page.select("label") if one.get_text(strip=True) == words)
        value = page.find(id=label["for"])["value"]
        asks = page.select(f'input[name="sure-{place}"]')
        given = {f"answer-{place}": value} | ({f"sure-{place}": sure} if asks and sure else {})
        hidden = {
            one["name"]: one.get("value", "") for one in page.select("main form input[type=hidden]")
        }
        return self.visitor.post(f"{attempt}?q={place}", data=hidden | given | fields)

    def answer_all(self, attempt, words=RIGHT, sure="4"):
        for place in range(1, self.length(attempt) + 1):
            self.answer(attempt, place, words, sure)

    def length(self, attempt) -> int:
        return len(self.visitor.page(f"{attempt}/check").select("main dl > div"))

    def hand_in(self, attempt):
        return self.visitor.post(attempt, data={"act": "hand-in"})

    def take(self, words=RIGHT) -> str:
        """A whole try; the address of the attempt."""
        attempt = self.start()
        self.answer_all(attempt, words)
        self.hand_in(attempt)
        return attempt


@pytest.fixture
def agency(make):
    return make.agency("Northmoor Council")


@pytest.fixture
def role(make):
    return make.role("R7", name="Housing officer")


@pytest.fixture
def person(make, agency, role):
    return make.worker(agency, role, "Amina Okafor")


@pytest.fixture
def module(make):
    return make.module(
        "notice-it",
        code="M01",
        title="Notice it",
        document=small_document("notice-it", "M01", "Notice it"),
    )


@pytest.fixture
def learner(visitor, person, module) -> Learner:
    return Learner(visitor.sign_in(person), module.slug)


@pytest.fixture
def attempts(session):
    """Every attempt there is, as rows."""

    def rows() -> list[Attempt]:
        session.expire_all()
        return list(session.scalars(select(Attempt).order_by(Attempt.id)))

    return rows


@pytest.fixture
def statements(app):
    """A context manager that collects what is asked of the database within it."""

    @contextmanager
    def collect():
        asked: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return collect
