"""Inserts that may be said twice, by one person from two devices at once.

Put together once for each table and database: building a statement costs more than running it.
"""

from functools import cache
from typing import Any

from sqlalchemy import Executable, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn.models import Base
from elearn.models.rows import rows

Insert = postgresql.Insert | sqlite.Insert


def insert_into(dialect: str, table: type[Base]) -> Insert:
    """The INSERT of a database, which knows ON CONFLICT."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def dialect_of(session: Session) -> str:
    """The name of the session's database."""
    return session.get_bind().dialect.name


def add_once(session: Session, table: type[Base], **values: Any) -> bool:
    """Add the row unless a unique constraint says that it is there; tell whether it was added."""
    return rows(session, _unless_there(dialect_of(session), table), values).first() is not None


@cache
def _unless_there(dialect: str, table: type[Base]) -> Executable:
    insert = insert_into(dialect, table).on_conflict_do_nothing()
    # the number of rows is not known of an insert that also fetches its key, as PostgreSQL's does
    return insert.returning(literal(1))
