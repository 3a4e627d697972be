"""A short transaction of its own, for what must survive a refused request (or must not hold up
others while a password is checked)."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from elearn.extensions import db


@contextmanager
def apart(*, read_only: bool = False) -> Iterator[Session]:
    """A session that commits when the block ends. The request's own transaction is ended first:
    SQLite has one writer at a time, and the request must not be that writer meanwhile."""
    db.session.rollback()
    bind = db.session().get_bind()
    if read_only and isinstance(bind, Engine):
        bind = bind.execution_options(read_only=True)
    with Session(bind=bind, join_transaction_mode="create_savepoint") as session, session.begin():
        yield session
