"""Waiting for one another, where two changes at once would contradict each other."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def wait_for_turn(session: Session, lock: int) -> None:
    """Hold the lock of that number until the transaction ends. SQLite's writers wait for one
    another by themselves; PostgreSQL takes an advisory lock."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
