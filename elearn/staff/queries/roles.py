"""Who leads an agency and its teams, until when, and who may be appointed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.access.policy import Role
from elearn.domain.identity import key_of_number
from elearn.models import Grant, Person, PersonStatus, Posting, StaffNumber, Team
from elearn.operations.grants import is_held


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role held at the agency. ``given_by`` is None for a command."""

    grant_id: int
    person_id: int
    public_id: str
    name: str
    email: str | None
    may_sign_in: bool
    role: Role
    team: str | None
    since: datetime
    ends_on: date | None
    given_by: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the agency who may be appointed."""

    person_id: int
    public_id: str
    name: str
    email: str | None


def roles_at(session: Session, agency_id: int, now: datetime) -> Sequence[RoleRow]:
    """Every role held at the agency now: leads, deputies, then team leads by team."""
    return [RoleRow(*row) for row in session.execute(_roles(agency_id, now))]


def roles_of(session: Session, agency_id: int, person_id: int, now: datetime) -> Sequence[RoleRow]:
    """The roles one person holds at the agency now."""
    statement = _roles(agency_id, now).where(Grant.person_id == person_id)
    return [RoleRow(*row) for row in session.execute(statement)]


def _roles(agency_id: int, now: datetime) -> Select[*tuple[Any, ...]]:
    giver = aliased(Person)
    return (
        select(
            Grant.id,
            Person.id,
            Person.public_id,
            Person.full_name,
            Person.email,
            Person.status == PersonStatus.ACTIVE,
            Grant.role,
            Team.name,
            Grant.granted_at,
            Grant.ends_on,
            giver.full_name,
        )
        .select_from(Grant)
        .join(Person, Person.id == Grant.person_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .outerjoin(giver, giver.id == Grant.granted_by_id)
        .where(Grant.agency_id == agency_id, is_held(now))
        .order_by(Grant.role, Grant.ends_on.is_not(None), Team.name, Person.full_name, Grant.id)
    )


def candidate(session: Session, agency_id: int, typed: str, today: date) -> Candidate | None:
    """Who of the agency's people at work is meant by an address, a staff number or a public id."""
    number = exists().where(
        StaffNumber.person_id == Person.id,
        StaffNumber.agency_id == agency_id,
        func.lower(StaffNumber.value) == key_of_number(typed),
    )
    meant = or_(Person.email == typed.strip().lower(), Person.public_id == typed.strip(), number)
    rows = session.execute(
        select(Person.id, Person.public_id, Person.full_name, Person.email)
        .where(meant, Person.status == PersonStatus.ACTIVE, _works(agency_id, today))
        .order_by(Person.id)
        .limit(2)
    ).all()
    return Candidate(*rows[0]) if len(rows) == 1 else None


def _works(agency_id: int, today: date) -> ColumnElement[bool]:
    return exists().where(
        Posting.person_id == Person.id,
        Posting.agency_id == agency_id,
        Posting.start <= today,
        or_(Posting.end.is_(None), Posting.end > today),
    )
