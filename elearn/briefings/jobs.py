"""What is done about briefings at night: guests of rooms that nobody closed are forgotten."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.models import Briefing, BriefingAttendance


def forget_guests(session: Session, *, now: datetime) -> None:
    """Forget the names of guests and what browsers hold, in rooms whose door is shut. Twice
    changes nothing."""
    shut = select(Briefing.id).where(Briefing.open_until <= now)
    session.execute(
        update(BriefingAttendance)
        .where(BriefingAttendance.briefing_id.in_(shut))
        .values(guest_name="", secret_hash=None)
        .execution_options(synchronize_session=False)
    )
