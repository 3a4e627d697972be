"""An administrator who is signed in, and two agencies with people."""

from datetime import UTC, datetime

import pytest

from elearn.access.policy import Role
from elearn.models import LetterState
from elearn.operations.letters import write

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def admin(visitor, make):
    person = make.person("Ada Min")
    make.grant(person, Role.ADMINISTRATOR)
    visitor.sign_in(person)
    return person


@pytest.fixture
def letter(session):
    def add(key="k", state=LetterState.QUEUED, answer="", body="Secret text", **facts):
        found = write(session, key=key, person_id=None, to=f"{key}@council.example",
                      subject=f"Letter {key}", body=body, now=NOON)  # fmt: skip
        found.state, found.answer = state, answer
        for name, value in facts.items():
            setattr(found, name, value)
        session.commit()
        return found

    return add
