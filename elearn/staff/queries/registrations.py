"""People who ask an agency for an account, and the domains it is known by."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from elearn.models import Agency, AgencyDomain, Person, Registration, StaffRole, Team


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A request with a proved address. ``approved`` is None while nobody has answered."""

    number: int
    name: str
    email: str
    role: str
    team: str | None
    asked_at: datetime
    decided_at: datetime | None
    approved: bool | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain of an agency. ``shared``: another agency has it too."""

    row_id: int
    domain: str
    added_at: datetime
    shared: bool


def registrations_at(session: Session, agency_id: int) -> tuple[RegistrationRow, ...]:
    """Requests to an agency: those that wait first, the oldest of them first; then the answered
    ones, the latest first."""
    rows = [RegistrationRow(*row) for row in session.execute(_rows(agency_id))]
    waiting = [one for one in rows if one.decided_at is None]
    answered = [one for one in rows if one.decided_at is not None]
    answered.sort(key=lambda one: (one.decided_at or one.asked_at, one.number), reverse=True)
    return (*waiting, *answered)


def registration_at(session: Session, agency_id: int, number: int) -> RegistrationRow | None:
    """One request to an agency."""
    row = session.execute(_rows(agency_id).where(Registration.id == number)).first()
    return RegistrationRow(*row) if row else None


def _rows(
    agency_id: int,
) -> Select[int, str, str, str, str, datetime, datetime | None, bool | None, str]:
    return (
        select(
            Registration.id,
            Registration.full_name,
            Registration.email,
            StaffRole.name,
            Team.name,
            Registration.asked_at,
            Registration.decided_at,
            Registration.approved,
            Person.full_name,
        )
        .join(StaffRole, StaffRole.id == Registration.role_id)
        .outerjoin(Team, Team.id == Registration.team_id)
        .outerjoin(Person, Person.id == Registration.decided_by_id)
        .where(Registration.agency_id == agency_id, Registration.proved_at.is_not(None))
        .order_by(Registration.proved_at, Registration.id)
    )


def domains_of(session: Session, agency_id: int) -> tuple[DomainRow, ...]:
    """The domains of an agency by name."""
    other = AgencyDomain.__table__.alias("other")
    shared = exists().where(
        other.c.domain == AgencyDomain.domain, other.c.agency_id != AgencyDomain.agency_id
    )
    rows = session.execute(
        select(AgencyDomain.id, AgencyDomain.domain, AgencyDomain.added_at, shared)
        .where(AgencyDomain.agency_id == agency_id)
        .order_by(AgencyDomain.domain, AgencyDomain.id)
    )
    return tuple(DomainRow(*row) for row in rows)


def other_agencies_with(session: Session, agency_id: int, domain: str) -> tuple[str, ...]:
    """The names of other agencies that are known by a domain."""
    statement = (
        select(Agency.name)
        .join(AgencyDomain, AgencyDomain.agency_id == Agency.id)
        .where(AgencyDomain.domain == domain, AgencyDomain.agency_id != agency_id)
        .order_by(Agency.name, Agency.id)
    )
    return tuple(session.scalars(statement))
