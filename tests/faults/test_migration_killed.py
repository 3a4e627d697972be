"""Killed anywhere in a migration, no row is half moved, and the next upgrade completes it."""

import os
import shutil
import signal
from contextlib import contextmanager
from itertools import pairwise

import psycopg
import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import event

from elearn import create_app
from elearn.config import ROOT
from elearn.extensions import db
from elearn.models.figures import triggers
from tests.conftest import settings_for
from tests.support.database import new_postgresql_database, postgresql
from tests.support.make import Make
from tests.support.schema import REVISIONS, content
from tests.support.walk import build_house

STEPS = list(pairwise(["base", *REVISIONS]))
PARTS = (0, 0.4, 0.8, 1)  # how far into a step it is killed


class Books:
    """A database that can be laid aside and put back as it was."""

    def __init__(self, kind, folder):
        self.kind, self.folder = kind, folder
        self.file = folder / "elearn.db"
        self.url = f"sqlite:///{self.file}"
        if kind == "postgresql":
            self.url = new_postgresql_database("killed")

    def lay_aside(self):
        self._copy("killed", "aside")

    def put_back(self):
        self._copy("aside", "killed")

    def _copy(self, old, new):
        if self.kind == "sqlite":
            aside = self.folder / "aside.db"
            for ending in ("", "-wal", "-shm"):
                file, other = self.file.with_name(f"elearn.db{ending}"), f"{aside}{ending}"
                came, goes = (file, other) if new == "aside" else (other, file)
                if os.path.exists(came):
                    shutil.copy(came, goes)
                elif os.path.exists(goes):
                    os.remove(goes)
            return
        with psycopg.connect(postgresql(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{new}" TEMPLATE "{old}"')

    @contextmanager
    def open(self):
        with create_app(settings_for(self.url, self.folder)).app_context():
            yield
            db.session.remove()
            db.engine.dispose()


def go(revision, *, down=False):
    move = downgrade if down else upgrade
    move(directory=str(ROOT / "migrations"), revision=revision)


def killed_at(books, revision, number) -> bool:
    """A process that brings the schema up and is killed before a statement of that number."""
    child = os.fork()
    if child == 0:
        try:
            with books.open():
                left = [number]

                def count(*_about):
                    left[0] -= 1
                    if left[0] < 0:
                        os.kill(os.getpid(), signal.SIGKILL)

                event.listen(db.engine, "before_cursor_execute", count)
                go(revision)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def everything():
    """Every row, and the triggers; these are made anew after the last migration."""
    with db.engine.connect() as connection:
        made = sorted(triggers(connection))
    return {"rows": content(db.engine), "triggers": made}


def statements_of(revision) -> int:
    """Bring the schema up; how many statements that took."""
    asked = []

    def count(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    go(revision)
    event.remove(db.engine, "before_cursor_execute", count)
    return len(asked)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.fault("H55", "killed within each migration, four times each")
def test_the_next_upgrade_ends_what_a_killed_one_began(kind, tmp_path, noted):
    books, kills = Books(kind, tmp_path), 0
    with books.open():
        go("head")
        build_house(Make(db.session()))
        db.session.commit()
    for before, revision in reversed(STEPS):
        with books.open():
            go(before, down=True)
            was = everything()
        books.lay_aside()
        with books.open():
            number = statements_of(revision)
            wanted = everything()
        for part in PARTS:
            books.put_back()
            at = int(part * (number - 1))
            assert killed_at(books, revision, at), f"{revision} ended before statement {at}"
            with books.open():
                left = everything()
                assert left["rows"] in (was["rows"], wanted["rows"]), f"{revision} at {at}"
                go(revision)
                assert everything() == wanted
            kills += 1
        books.put_back()
    noted(
        words=f"{len(STEPS)} migrations, {kills} kills; rows as before or as after, then as after"
    )
