"""What waits in the outbox, as the commands tell it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import Letter, LetterState


def waiting(session: Session, *, now: datetime) -> int:
    """How many letters could go out now."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Letter)
            .where(Letter.state == LetterState.QUEUED, Letter.not_before <= now)
        )
        or 0
    )


def outcome(session: Session, *, since: datetime) -> dict[str, int]:
    """How many letters are in each state, of those sent or still open since then."""
    rows = session.execute(
        select(Letter.state, func.count())
        .where((Letter.sent_at >= since) | (Letter.sent_at.is_(None)))
        .group_by(Letter.state)
        .order_by(Letter.state)
    )
    return {state.value: count for state, count in rows}
