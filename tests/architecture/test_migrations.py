"""Migrations: one head, the models' schema, up and down and up with data, on both databases."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import check, downgrade, upgrade
from sqlalchemy.orm import Session

from elearn import create_app
from elearn.extensions import db
from elearn.models import Agency, Area, Base, Person
from elearn.models.figures import WANTED, triggers
from tests.conftest import settings_for
from tests.support.database import new_postgresql_database
from tests.support.make import Make

ROOT = Path(__file__).parent.parent.parent
VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))


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
    upgrade()
    check()
    with db.engine.connect() as connection:
        assert triggers(connection) == WANTED
    assert tables() == set(Base.metadata.tables)
    with Session(db.engine) as session:
        make = Make(session)
        make.worker(make.agency(), make.role())
        session.commit()
        assert session.scalar(sa.select(sa.func.count(Person.id))) == 1
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    check()
    with Session(db.engine) as session:
        session.add(Area(slug="a", name="A", population=1, valid_from=date(2020, 1, 1)))
        session.commit()
        assert session.scalars(sa.select(Agency.id)).all() == []
