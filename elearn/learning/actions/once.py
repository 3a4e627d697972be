"""Inserts that may be said twice, by one person from two devices at once."""

from typing import Any

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn.models import Base

Insert = postgresql.Insert | sqlite.Insert


def insert_into(session: Session, table: type[Base]) -> Insert:
    """The INSERT of the session's database, which knows ON CONFLICT."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def add_once(session: Session, table: type[Base], **values: Any) -> bool:
    """Add the row unless a unique constraint says that it is there; tell whether it was added."""
    insert = insert_into(session, table).values(**values).on_conflict_do_nothing()
    # the number of rows is not known of an insert that also fetches its key, as PostgreSQL's does
    return session.execute(insert.returning(literal(1))).first() is not None
