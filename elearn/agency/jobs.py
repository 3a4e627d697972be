"""What is done about agencies' figures at night: old stamps are swept."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from elearn.models import FiguresStamp

KEPT = timedelta(days=1)


def sweep_stamps(session: Session, *, now: datetime) -> None:
    """Delete stamps of more than a day ago, but for each agency's last. What was kept by their sum
    is counted again at the next look. Twice changes nothing."""
    last = select(func.max(FiguresStamp.id)).group_by(FiguresStamp.agency_id)
    session.execute(
        delete(FiguresStamp)
        .where(FiguresStamp.settles_at < now - KEPT, FiguresStamp.id.not_in(last))
        .execution_options(synchronize_session=False)
    )
