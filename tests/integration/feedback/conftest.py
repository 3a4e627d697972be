"""People who finished a module, a coordinator, an author, and how they send a form."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.models import TrailEntry
from elearn.web.clock import today
from tests.support.make import Make

YES = {"useful": "yes", "clear": "yes", "change": "yes", "pledge": "lead", "comment": ""}
ANSWERS = {
    "role": "police",
    "agency_kind": "AT1",
    "trained": "yes",
    "know": "yes",
    "spotting": "4",
    "responding": "4",
    "nrm": "2",
    "met": "no",
    "stopped": "none",
}


def words_of(page) -> str:
    return " ".join((page.main if isinstance(page, BeautifulSoup) else page).get_text(" ").split())


def read(response) -> str:
    return words_of(BeautifulSoup(response.text, "html.parser"))


@dataclass
class House:
    """One module, and people who did it so many days ago."""

    app: object
    session: Session
    make: Make
    module: object

    def client(self, person=None):
        visitor = self.app.test_client()
        return visitor.sign_in(person) if person else visitor

    def finisher(self, days=1):
        person = self.make.person()
        self.make.completion(person, self.module, today() - timedelta(days=days))
        return person

    def holder(self, role):
        return self.client(self.make.somebody(role))

    def trail(self):
        self.session.expire_all()
        return list(self.session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))


@pytest.fixture
def house(app, session, make):
    return House(app, session, make, make.module("notice", title="Notice it"))


@pytest.fixture
def coordinator(house):
    return house.holder(Role.COORDINATOR)


@pytest.fixture
def author(house):
    return house.holder(Role.AUTHOR)
