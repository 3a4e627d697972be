"""Migrations: one head, the models' schema, up and down and up with data, on both databases."""

from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import check, downgrade, upgrade

from elearn import create_app
from elearn.extensions import db
from elearn.models import Base
from elearn.models.figures import WANTED, triggers
from tests.conftest import settings_for
from tests.support.database import new_postgresql_database
from tests.support.make import Make
from tests.support.schema import REVISIONS, VERSIONS, content
from tests.support.walk import build_house

ROOT = Path(__file__).parent.parent.parent


def test_the_newest_migration_is_the_one_written_down():
    """Two people who add a migration at once get a conflict in this file, not two heads."""
    newest = (ROOT / "migrations" / ".head").read_text("utf-8").strip()
    assert VERSIONS[-1].name.startswith(f"{newest}_")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """An app on an empty database of its own."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        url = new_postgresql_database("migrations")
    app = create_app(settings_for(url, tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables():
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def checks(engine):
    """Every check of every table, in the database's own words."""
    inspector = sa.inspect(engine)
    return {
        table: sorted(
            (one["name"], one["sqltext"]) for one in inspector.get_check_constraints(table)
        )
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_migrated_tables_are_checked_as_the_models_say(empty, tmp_path):
    """A comparison of tables does not see a wider enum, nor the check of a new column."""
    upgrade()
    if db.engine.dialect.name == "sqlite":
        fresh = sa.create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    else:
        fresh = sa.create_engine(new_postgresql_database("models"))
    Base.metadata.create_all(fresh)
    wanted = checks(fresh)
    fresh.dispose()
    assert checks(db.engine) == wanted


def test_every_migration_goes_up_down_and_up_with_data_in_it(empty):
    """With one of everything in it: what a table held before a revision it holds after it."""
    upgrade()
    check()
    with db.engine.connect() as connection:
        assert triggers(connection) == WANTED
    assert tables() == set(Base.metadata.tables)
    build_house(Make(db.session()))
    db.session.remove()
    for before, revision in reversed(list(pairwise(REVISIONS))):
        downgrade(revision=before)
        held = content(db.engine)
        upgrade(revision=revision)
        changed = [name for name, kept in content(db.engine, held).items() if kept != held[name]]
        assert not changed, f"{revision} changed {changed}"
        downgrade(revision=before)
    assert held["person"][1], "nobody is left of the house"
    downgrade(revision="base")
    assert tables() == set()
    upgrade(revision=REVISIONS[0])
    assert not any(rows for _names, rows in content(db.engine).values())
