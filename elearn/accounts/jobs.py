"""Housekeeping of accounts; may be run at any time, and twice."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from elearn.models import FailedSignIn, PersonMerge, PostingOffer, SignInSession, SingleUseLink

TRIES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete failed tries after a day, and sessions, links and offers a month after they ended.
    What taking two records apart would need is forgotten once that cannot be done any more. Returns
    how many rows went. Commits."""
    before = now - SESSIONS_KEPT
    gone = 0
    for statement in (
        delete(FailedSignIn).where(FailedSignIn.at < now - TRIES_KEPT),
        delete(SignInSession).where(
            or_(SignInSession.expires_at < before, SignInSession.ended_at < before)
        ),
        delete(SingleUseLink).where(SingleUseLink.expires_at < before),
        delete(PostingOffer).where(PostingOffer.expires_at < before),
    ):
        gone += int(getattr(session.execute(statement), "rowcount", 0))
    session.execute(update(PersonMerge).where(PersonMerge.at < before - A_DAY).values(moved={}))
    session.commit()
    return gone
