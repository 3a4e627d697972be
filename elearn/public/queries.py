"""Whether the service is ready: its database answers, its schema is current, its worker lives."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from elearn.operations.heartbeat import is_fresh


def is_ready(session: Session, *, schema: str, now: datetime) -> bool:
    """Whether the database answers, is at that revision, and the worker was heard of lately."""
    try:
        found = session.scalars(text("SELECT version_num FROM alembic_version")).all()
        return list(found) == [schema] and is_fresh(session, name="worker", now=now)
    except SQLAlchemyError:
        session.rollback()
        return False
