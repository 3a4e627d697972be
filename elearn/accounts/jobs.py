"""Housekeeping of accounts; may be run at any time, and twice."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlalchemy.orm import Session

from elearn.models import (
    KnownBrowser,
    MailedLink,
    PendingSignIn,
    PersonMerge,
    PostingOffer,
    Registration,
    SingleUseLink,
    SpentAnswer,
    UsedChallenge,
)

LINKS_KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)
BROWSERS_KNOWN = timedelta(days=400)  # as long as browsers keep a cookie


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete links and offers a month after they ended. What taking two records apart would need is
    forgotten once that cannot be done any more; so is a sign-in that waited in vain for its second
    step, an answer of a passkey, and a browser not seen for a year; so is a request for an account:
    without a proved address when its link is over, without an answer after 30 days. Returns how
    many rows went. Commits.

    Sessions, failed tries and answered requests go by the retention rules
    (``elearn.privacy.jobs``)."""
    before = now - LINKS_KEPT
    gone = 0
    for statement in (
        delete(SingleUseLink).where(SingleUseLink.expires_at < before),
        delete(PostingOffer).where(PostingOffer.expires_at < before),
        delete(PendingSignIn).where(PendingSignIn.expires_at < now),
        delete(UsedChallenge).where(UsedChallenge.used_at < now - A_DAY),
        delete(MailedLink).where(MailedLink.expires_at < now - A_DAY),
        delete(SpentAnswer).where(SpentAnswer.at < now - A_DAY),
        delete(Registration).where(_is_over(now, before)),
        delete(KnownBrowser).where(KnownBrowser.seen_at < now - BROWSERS_KNOWN),
    ):
        gone += int(getattr(session.execute(statement), "rowcount", 0))
    session.execute(update(PersonMerge).where(PersonMerge.at < before - A_DAY).values(moved={}))
    session.commit()
    return gone


def _is_over(now: datetime, before: datetime) -> ColumnElement[bool]:
    """The condition that a request for an account has waited for long enough."""
    return or_(
        and_(Registration.proved_at.is_(None), Registration.expires_at <= now),
        and_(Registration.decided_at.is_(None), Registration.proved_at <= before),
    )
