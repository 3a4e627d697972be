"""Housekeeping of accounts; may be run at any time, and twice."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from elearn.models import FailedSignIn, SignInSession, SingleUseLink

TRIES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete failed tries after a day, and sessions and links a month after they ended. Returns
    how many rows went. Commits."""
    before = now - SESSIONS_KEPT
    gone = 0
    for statement in (
        delete(FailedSignIn).where(FailedSignIn.at < now - TRIES_KEPT),
        delete(SignInSession).where(
            or_(SignInSession.expires_at < before, SignInSession.ended_at < before)
        ),
        delete(SingleUseLink).where(SingleUseLink.expires_at < before),
    ):
        gone += int(getattr(session.execute(statement), "rowcount", 0))
    session.commit()
    return gone
