"""The agencies where somebody works."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Agency, Posting
from elearn.records.asked import in_force


def agencies_of(session: Session, *, person_id: int, today: date) -> dict[int, str]:
    """The agencies where a person works today: id -> name, by name."""
    statement = (
        select(Agency.id, Agency.name)
        .join(Posting, Posting.agency_id == Agency.id)
        .where(Posting.person_id == person_id, in_force(Posting.start, Posting.end, today))
        .group_by(Agency.id, Agency.name)
        .order_by(Agency.name, Agency.id)
    )
    return {row.id: row.name for row in session.execute(statement)}
