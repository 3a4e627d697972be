"""Twenty at the same moment: a code opens one door, and guesses are counted one by one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import create_app
from elearn.accounts.second.actions import means, waiting
from elearn.accounts.second.vault import Keys
from elearn.extensions import db
from elearn.models import Letter
from elearn.operations.invitations import Sender
from elearn.operations.sign_ins import digest
from tests.conftest import SECRET, settings_for
from tests.support.database import new_postgresql_database
from tests.support.make import Make
from tests.support.second_steps import code, with_app, with_codes

TWENTY = 20
US = Sender("The partnership", "http://localhost")


@pytest.fixture(scope="module")
def house(database, tmp_path_factory):
    """The service with a database of its own, where everything really commits."""
    folder = tmp_path_factory.mktemp("at-once")
    sqlite = database == "sqlite"
    url = f"sqlite:///{folder / 'e.db'}" if sqlite else new_postgresql_database("at_once")
    app = create_app(settings_for(url, folder))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sam(house, request):
    """Somebody with an app, recovery codes and a sign-in that waits under their name."""
    name = request.node.originalname
    with house.app_context(), Session(db.engine) as session:
        person = with_app(session, Make(session).person("Sam Okoye", email=f"{name}@one.example"))
        codes = with_codes(session, person)
        waiting.begin_pending(
            session, person_id=person.id, secret=name, method="password", now=datetime.now(UTC)
        )
        session.commit()
        return person.id, codes, name


def together(house, act):
    """How many of twenty who do this at the same moment are told yes."""

    def attempt(_):
        with house.app_context(), Session(db.engine) as session, session.begin():
            return act(session)

    with ThreadPoolExecutor(TWENTY) as pool:
        return sum(map(bool, pool.map(attempt, range(TWENTY))))


def test_one_code_of_the_app_is_taken_once(house, sam):
    typed, at, keys = code(), datetime.now(UTC), Keys(SECRET)
    taken = together(
        house,
        lambda session: means.use_app_code(
            session, person_id=sam[0], typed=typed, keys=keys, now=at
        ),
    )
    assert taken == 1


def test_one_recovery_code_is_taken_once_and_told_once(house, sam):
    person_id, codes, _ = sam
    at = datetime.now(UTC)
    taken = together(
        house,
        lambda session: means.use_recovery_code(
            session, person_id=person_id, typed=codes[0], sender=US, now=at
        ),
    )
    assert taken == 1
    with house.app_context(), Session(db.engine) as session:
        letters = select(func.count()).where(Letter.person_id == person_id)
        assert session.scalar(letters) == 1


def test_what_waits_is_used_once(house, sam):
    kept = digest(sam[2])
    assert together(house, lambda one: waiting.end_pending(one, secret_hash=kept)) == 1


def test_of_twenty_guesses_at_once_five_are_looked_at(house, sam):
    browsers = [house.test_client() for _ in range(TWENTY)]
    for one in browsers:
        with one.session_transaction() as cookie:
            cookie["second"] = {"secret": sam[2], "to": ""}

    def guess(browser):
        return browser.post("/sign-in/second-step", data={"code": "000000"}).status_code

    with ThreadPoolExecutor(TWENTY) as pool:
        answers = sorted(pool.map(guess, browsers))
    assert answers == [422] * 5 + [429] * 15
