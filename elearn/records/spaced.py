"""Asking again months later: the intervals in force, and who wants none of these letters."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.domain.spaced import MONTHS
from elearn.models import SpacedSetting, SpacedStop


def intervals(session: Session) -> tuple[int, ...]:
    """After how many months people are asked again; none when it is switched off."""
    found = session.scalar(select(SpacedSetting.months).order_by(SpacedSetting.id.desc()).limit(1))
    return MONTHS if found is None else tuple(found)


def is_stopped(session: Session, person_id: int) -> bool:
    """Whether the person wants no more of these letters."""
    statement = select(SpacedStop.id).where(SpacedStop.person_id == person_id)
    return session.scalar(statement) is not None


def set_stopped(session: Session, *, person_id: int, stopped: bool, now: datetime) -> bool:
    """Keep whether somebody wants these letters; False if it was so already."""
    if is_stopped(session, person_id) == stopped:
        return False
    if stopped:
        session.add(SpacedStop(person_id=person_id, stopped_at=now))
        session.flush()
    else:
        session.execute(delete(SpacedStop).where(SpacedStop.person_id == person_id))
    return True
