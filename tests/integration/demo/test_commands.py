"""``flask demo seed``, ``flask prepare`` and ``flask welcome``."""

import shutil
import time

import pytest
from sqlalchemy import func, select

from elearn import create_app
from elearn.config import Environment
from elearn.content.queries import published
from elearn.demo.commands import demo, prepare, welcome
from elearn.extensions import db
from elearn.models import ModuleVersion, Person
from tests.conftest import settings_for
from tests.integration.demo.conftest import MODULES, database_address

pytestmark = (
    pytest.mark.any_database
)  # what the commands say; seeding itself is tested on both databases

SMALL = ["seed", "--people", "60", "--as-of", "2026-11-22"]


def installing(database, folder):
    """Makes installations of a kind on an empty database, each with its own folder."""
    made = []

    def one(env, *, modules=MODULES, tables=True):
        name = f"{folder.name}_{len(made)}"
        address = database_address(database, folder, name)
        settings = settings_for(address, folder / name, env=env, modules=str(modules))
        app = create_app(settings)
        made.append(app)
        if tables:
            with app.app_context():
                db.create_all()
        return app

    yield one
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def install(database, tmp_path):
    yield from installing(database, tmp_path)


@pytest.fixture(scope="module")
def seeded(database, tmp_path_factory):
    """A demonstration that plays on a day long past, and what was said as it was made."""
    making = installing(database, tmp_path_factory.mktemp("seeded"))
    app = next(making)(Environment.DEMO)
    yield app, run(app, demo, "seed", "--people", "60", "--as-of", "29/02/2024")
    next(making, None)


def run(app, command, *words):
    return app.test_cli_runner().invoke(command, words)


def people_on_record(app):
    with app.app_context():
        return db.session().scalar(select(func.count()).select_from(Person))


def test_seeding_says_what_it_does_and_what_there_is_even_on_a_day_long_past(seeded):
    app, said = seeded
    assert said.exit_code == 0, said.output
    lines = said.output.splitlines()
    assert lines[0] == "Reading the modules ..."
    assert lines[-1].startswith("60 people of 24 agencies, ")
    assert people_on_record(app) == 60


def test_a_second_time_it_is_already_there(seeded):
    app, _ = seeded
    again = run(app, demo, *SMALL[:2], "90")
    assert again.exit_code == 0
    assert "already there" in again.output
    assert people_on_record(app) == 60


def test_production_has_no_demonstration(install):
    app = install(Environment.PRODUCTION)
    refused = run(app, demo, *SMALL)
    assert refused.exit_code == 1
    assert "production" in refused.output
    assert people_on_record(app) == 0


@pytest.mark.parametrize(
    "words", [("--as-of", "2099-01-01"), ("--as-of", "soon"), ("--people", "5")]
)
def test_what_makes_no_sense_is_a_usage_error(install, words):
    app = install(Environment.DEMO)
    assert run(app, demo, "seed", *words).exit_code == 2
    assert people_on_record(app) == 0


def test_it_is_refused_among_real_people(install):
    app = install(Environment.DEMO)
    with app.app_context():
        db.session.add(Person(public_id="real", full_name="Real", created_at=func.now()))
        db.session.commit()
    refused = run(app, demo, *SMALL)
    assert refused.exit_code == 1
    assert "people or agencies of its own" in refused.output


@pytest.fixture
def fresh_demonstration(install, monkeypatch):
    """A demonstration that was never started, and small."""
    monkeypatch.setattr("elearn.demo.seeding.PEOPLE", 60)
    return install(Environment.DEMO, tables=False)


def test_preparing_makes_everything_ready_and_then_has_nothing_to_do(fresh_demonstration):
    app = fresh_demonstration
    first = run(app, prepare)
    assert first.exit_code == 0, first.output
    assert "60 people of 24 agencies" in first.output
    began = time.perf_counter()
    second = run(app, prepare)
    assert second.exit_code == 0
    assert second.output == ""
    assert time.perf_counter() - began < 2
    assert people_on_record(app) == 60


def test_elsewhere_preparing_publishes_what_is_new_and_invents_nobody(install, tmp_path):
    """At the first start, at the next one after a change, and on a database that is a new one."""
    modules = tmp_path / "modules"
    shutil.copytree(MODULES, modules)
    app = install(Environment.TEST, modules=modules, tables=False)
    said = run(app, prepare)
    assert said.exit_code == 0, said.output
    assert "notice-and-pass-on: version 1" in said.output
    assert people_on_record(app) == 0
    summary = modules / "notice-and-pass-on" / "summary.md"
    summary.write_text(summary.read_text("utf-8") + "\nTell someone.\n", "utf-8")
    assert "notice-and-pass-on: version 2" in run(app, prepare).output
    with app.app_context():
        numbers = {one.slug: one.number for one in published(db.session())}
    assert numbers["notice-and-pass-on"] == 2
    with app.app_context():
        db.session.query(ModuleVersion).delete()
        db.session.commit()
    assert "version 1" in run(app, prepare).output


def test_the_welcome_names_the_address_and_in_a_demonstration_who_can_sign_in(seeded):
    app, _ = seeded
    said = run(app, welcome).output
    assert "http://localhost" in said
    assert "know-the-signs-2026" in said
    assert said.count("@demo.example") == 7


def test_the_welcome_names_nobody_elsewhere(install):
    said = run(install(Environment.TEST), welcome).output
    assert "http://localhost" in said
    assert "@demo.example" not in said


def test_every_command_shows_an_example(install):
    app = install(Environment.TEST)
    for command, words in ((demo, ("seed",)), (prepare, ()), (welcome, ())):
        assert "Example: flask" in run(app, command, *words, "--help").output
