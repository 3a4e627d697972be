"""What authors read besides published training: which agencies there are."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Agency
from elearn.records.asked import in_force


def agency_names(session: Session, today: date) -> dict[int, str]:
    """The agencies of that day: id -> name, by name."""
    statement = (
        select(Agency.id, Agency.name)
        .where(in_force(Agency.valid_from, Agency.valid_to, today))
        .order_by(Agency.name, Agency.id)
    )
    return {row.id: row.name for row in session.execute(statement)}
