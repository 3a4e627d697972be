"""A run from the command line: opened, frozen once, published, restated."""

import pytest

from elearn.models import Audit, AuditState
from elearn.web.clock import today

pytestmark = pytest.mark.any_database


@pytest.fixture
def flask(app, session):
    def run(*args):
        return app.test_cli_runner().invoke(args=["audit", *map(str, args)])

    return run


def state_of(session, number):
    session.expire_all()
    return session.get(Audit, number).state


def test_an_audit_is_opened_frozen_published_and_restated(session, flask, partnership):
    partnership.handlers(3)
    session.commit()
    said = flask("open", "--as-of", today().isoformat(), "--name", "Autumn")
    assert said.exit_code == 0, said.output
    number = int(said.output.split()[1])
    assert state_of(session, number) is AuditState.OPEN
    early = flask("publish", number)
    assert (early.exit_code, early.output.strip()) == (1, "Error: Freeze the audit first.")
    assert flask("freeze", number).output.startswith(f"Audit {number}: ")
    assert flask("freeze", number).output.strip() == f"Audit {number} is frozen already."
    assert flask("publish", number).output.strip() == f"Audit {number} is published."
    assert flask("publish", number).output.strip() == "It was published before."
    again = flask("restate", number, "--cause", "A roster came in late")
    assert again.exit_code == 0, again.output
    assert state_of(session, number) is AuditState.RESTATED
    assert state_of(session, int(again.output.split()[1])) is AuditState.FROZEN


def test_what_cannot_be_done_is_said_in_a_sentence(flask):
    assert flask("freeze", 99).output.strip() == "Error: There is no such audit."
    assert flask("open", "--as-of", "soon").exit_code == 2
    assert flask("restate", 1).exit_code == 2


@pytest.mark.parametrize("name", ["open", "freeze", "publish", "restate"])
def test_each_command_shows_an_example(flask, name):
    assert f"Example: flask audit {name}" in flask(name, "--help").output
