"""Installations of our own whose schema was migrated, for backups and what comes back of them."""

import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from flask_migrate import upgrade

from elearn import create_app
from elearn.config import ROOT
from elearn.extensions import db
from tests.conftest import WORKER, settings_for
from tests.support.database import new_postgresql_database, postgresql

TEMPLATE = f"backup_{WORKER}_migrated"


@cache
def _migrated(database: str) -> Path:
    """An empty database at the head, made once: each installation gets a copy."""
    folder = Path(tempfile.mkdtemp(prefix="elearn-migrated-"))
    url = f"sqlite:///{folder / 'made.db'}"
    if database == "postgresql":
        url = new_postgresql_database(TEMPLATE)
    app = create_app(settings_for(url, folder))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        db.session.remove()
        db.engine.dispose()
    return folder / "made.db"


def _copy(database: str, name: str, folder: Path) -> str:
    """The address of a copy of the migrated database."""
    made = _migrated(database)
    if database == "sqlite":
        shutil.copy(made, folder / "elearn.db")
        return f"sqlite:///{folder / 'elearn.db'}"
    url = new_postgresql_database(name)
    with psycopg.connect(postgresql(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    return url


@contextmanager
def installation(database: str, folder: Path, name: str = "one", revision="head", **settings):
    """An app on an empty database of that kind, migrated so far, which commits."""
    folder = folder / name
    folder.mkdir()
    if revision == "head":
        url = _copy(database, f"backup_{WORKER}_{name}", folder)
    elif database == "sqlite":
        url = f"sqlite:///{folder / 'elearn.db'}"
    else:
        url = new_postgresql_database(f"backup_{WORKER}_{name}")
    app = create_app(settings_for(url, folder, **settings))
    with app.app_context():
        if revision != "head":
            upgrade(directory=str(ROOT / "migrations"), revision=revision)
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
