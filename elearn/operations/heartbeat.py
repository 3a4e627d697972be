"""The worker's sign of life, by which readiness is judged."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.models import Heartbeat

FRESH_FOR = timedelta(minutes=5)


def beat(session: Session, *, name: str, now: datetime) -> None:
    """Say that a worker is alive."""
    session.merge(Heartbeat(name=name, at=now))


def is_fresh(session: Session, *, name: str, now: datetime) -> bool:
    """Whether that worker was heard of in the last five minutes."""
    sign = session.get(Heartbeat, name)
    return sign is not None and now - sign.at < FRESH_FOR


def last_beat(session: Session, *, name: str) -> datetime | None:
    """When that work was last done."""
    sign = session.get(Heartbeat, name)
    return sign.at if sign else None


def claim(session: Session, *, name: str, now: datetime, every: timedelta) -> bool:
    """Take work that comes round by itself; False if it was taken within ``every`` before. Of
    several workers that ask at once one is told yes: the row is its lock."""
    taken = session.execute(
        update(Heartbeat).where(Heartbeat.name == name, Heartbeat.at <= now - every).values(at=now)
    )
    if getattr(taken, "rowcount", 0):
        return True
    if session.get(Heartbeat, name) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(Heartbeat(name=name, at=now))
    except IntegrityError:
        return False
    return True
