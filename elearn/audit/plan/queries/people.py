"""Who is written to about actions: agencies' leads, and coordinators."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.models import Grant, Person, PersonStatus
from elearn.operations.grants import is_held
from elearn.operations.leads import Recipient


def leads_of(
    session: Session, agency_ids: Collection[int], *, now: datetime
) -> dict[int, list[Recipient]]:
    """Everybody who leads one of those agencies and can be written to, by agency."""
    found: dict[int, list[Recipient]] = defaultdict(list)
    statement = (
        select(Grant.agency_id, Person.id, Person.full_name, Person.email)
        .distinct()
        .join(Person, Person.id == Grant.person_id)
        .where(
            Grant.agency_id.in_(sorted(agency_ids)),
            Grant.role == Role.AGENCY_LEAD,
            is_held(now),
            Person.status == PersonStatus.ACTIVE,
            Person.email.is_not(None),
        )
        .order_by(Grant.agency_id, Person.id)
    )
    for agency_id, number, name, email in session.execute(statement):
        found[agency_id or 0].append(Recipient(number, name, email or ""))
    return found


def coordinators(session: Session, *, now: datetime) -> list[Recipient]:
    """Every coordinator who can be written to."""
    statement = (
        select(Person.id, Person.full_name, Person.email)
        .distinct()
        .join(Grant, Grant.person_id == Person.id)
        .where(
            Grant.role == Role.COORDINATOR,
            is_held(now),
            Person.status == PersonStatus.ACTIVE,
            Person.email.is_not(None),
        )
        .order_by(Person.id)
    )
    return [
        Recipient(number, name, email or "") for number, name, email in session.execute(statement)
    ]
