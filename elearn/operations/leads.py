"""Who is written to about what an agency sent in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.models import Grant, Person, PersonStatus
from elearn.operations.grants import is_held


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who leads an agency and can be written to."""

    person_id: int
    name: str
    email: str


def whom_to_tell(
    session: Session, *, agency_id: int, sent_by: int | None, now: datetime
) -> tuple[Recipient, ...]:
    """Whoever sent it, if they lead the agency still; else everybody who leads it, by number."""
    statement = (
        select(Person.id, Person.full_name, Person.email)
        .where(
            Person.id.in_(
                select(Grant.person_id).where(
                    Grant.agency_id == agency_id, Grant.role == Role.AGENCY_LEAD, is_held(now)
                )
            ),
            Person.status == PersonStatus.ACTIVE,
            Person.email.is_not(None),
        )
        .order_by(Person.id)
    )
    leads = tuple(
        Recipient(person_id, name, email or "")
        for person_id, name, email in session.execute(statement)
    )
    return tuple(one for one in leads if one.person_id == sent_by) or leads
