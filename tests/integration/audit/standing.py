"""A world that is built once for the tests of a file; what a test does to it is rolled back.

A file whose tests all begin with the same edition says what to build, and has two fixtures::

    def build(make):
        ...
        return partnership, edition

    standing, session = fixtures_of(build)

``standing.made`` is what was returned. Everything else (``make``, ``visitor``) works in that world
as soon as a test has ``session``. Tests that need an empty database go to a file of their own: the
world has the database to itself while its file runs.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from elearn.extensions import db
from tests.support.make import Make


@dataclass(frozen=True)
class World:
    """``made`` is what ``build`` returned; ``rows`` are the rows that it may hold."""

    app: Flask
    connection: Connection
    made: Any
    rows: list[Any]

    @contextmanager
    def anew(self) -> Iterator[Session]:
        """The world as it was built, for one test, with its rows in the session."""
        before = self.connection.begin_nested()
        with bound(self.app, self.connection) as session:
            session.add_all(self.rows)
            session.expire_all()  # what the last test saw of them is not so any more
            yield session
        before.rollback()


@contextmanager
def bound(app: Flask, connection: Connection) -> Iterator[Session]:
    """A session of the service on a connection, whose commits are savepoints there."""
    with app.app_context():
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        db.session.remove()
        app.extensions["site"].site = None
        try:
            yield db.session()
        finally:
            db.session.remove()
            db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")


@contextmanager
def standing_world(app: Flask, build: Callable[[Make], Any]) -> Iterator[World]:
    """What ``build(make)`` makes, until the block ends. ``make`` is good in every test after."""
    with app.app_context():
        connection = db.engine.connect()
    outermost = connection.begin()
    try:
        with bound(app, connection) as session:
            made = build(Make(db.session))  # type: ignore[arg-type] # whichever session is current
            session.commit()
            world = World(app, connection, made, list(session))
        yield world
    finally:
        outermost.rollback()
        connection.close()


def fixtures_of(build: Callable[[Make], Any]) -> tuple[Any, Any]:
    """The fixtures ``standing`` and ``session`` of a file."""

    @pytest.fixture(scope="module")
    def standing(app: Flask) -> Iterator[World]:
        with standing_world(app, build) as world:
            yield world

    @pytest.fixture
    def session(standing: World) -> Iterator[Session]:
        with standing.anew() as session:
            yield session

    return standing, session
