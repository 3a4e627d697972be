"""Asking for an account: which agencies an address may belong to, and requests on their way."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.accounts.queries.entry import can_sign_in, may_come_in
from elearn.accounts.tokens import digest
from elearn.domain.mail_domains import domain_of
from elearn.models import (
    Agency,
    AgencyDomain,
    Grant,
    Password,
    Person,
    Registration,
    StaffRole,
    Team,
)
from elearn.operations.grants import is_held
from elearn.operations.leads import Recipient


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from: ``value`` is the agency's or team's slug, or the role's code."""

    row_id: int
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A request whose link still works."""

    registration_id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on record under an address."""

    person_id: int
    name: str
    has_password: bool


def is_a_domain(session: Session, domain: str, today: date) -> bool:
    """Whether an agency of today is known by that domain."""
    return session.scalar(_agencies(domain, today).limit(1)) is not None


def agencies_of(session: Session, email: str, today: date) -> tuple[Choice, ...]:
    """The agencies whose staff have addresses like this one, by name."""
    rows = session.scalars(_agencies(domain_of(email), today).order_by(Agency.name, Agency.id))
    return tuple(Choice(one.id, one.slug, one.name) for one in rows)


def _agencies(domain: str, today: date) -> Select[Agency]:
    return (
        select(Agency)
        .join(AgencyDomain, AgencyDomain.agency_id == Agency.id)
        .where(
            AgencyDomain.domain == domain,
            Agency.valid_from <= today,
            or_(Agency.valid_to.is_(None), Agency.valid_to > today),
        )
    )


def roles_and_teams(
    session: Session, agency_id: int
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The staff roles in the order of their codes, and the agency's teams by name."""
    roles = session.scalars(select(StaffRole).order_by(StaffRole.id)).all()
    teams = session.scalars(
        select(Team).where(Team.agency_id == agency_id).order_by(Team.name, Team.id)
    ).all()
    found = (Choice(one.id, one.code.lower(), one.name) for one in roles)
    return (
        tuple(sorted(found, key=lambda one: (len(one.value), one.value))),
        tuple(Choice(one.id, one.slug, one.name) for one in teams),
    )


def unproved(now: datetime) -> ColumnElement[bool]:
    """The condition under which the link of a request may be used."""
    return and_(Registration.proved_at.is_(None), Registration.expires_at > now)


def waiting() -> ColumnElement[bool]:
    """The condition that an agency has been asked and has not answered."""
    return and_(Registration.proved_at.is_not(None), Registration.decided_at.is_(None))


def asking(session: Session, token: str, now: datetime) -> Asking | None:
    """The request of a link's token, if it was not used and is in time."""
    row = session.execute(
        select(Registration.id, Registration.full_name, Registration.email).where(
            Registration.secret_hash == digest(token), unproved(now)
        )
    ).first()
    return Asking(*row) if row else None


def known_by(session: Session, email: str) -> tuple[bool, Known | None]:
    """Whether an address is on record at all, and the person if they may come in."""
    row = session.execute(
        select(
            Person.id,
            Person.full_name,
            exists().where(Password.person_id == Person.id),
            Person.status,
        ).where(Person.email == email)
    ).first()
    if row is None:
        return False, None
    return True, Known(*row[:3]) if can_sign_in(row[3]) else None


def agency_that_waits(session: Session, email: str) -> str | None:
    """The name of the agency that has been asked about an address and has not answered."""
    return session.scalar(
        select(Agency.name)
        .join(Registration, Registration.agency_id == Agency.id)
        .where(Registration.email == email, waiting())
        .order_by(Registration.id)
        .limit(1)
    )


def administrators(session: Session, now: datetime) -> tuple[Recipient, ...]:
    """Who keeps the service and can be written to, by number."""
    rows = session.execute(
        select(Person.id, Person.full_name, Person.email)
        .where(
            exists().where(
                Grant.person_id == Person.id, Grant.role == Role.ADMINISTRATOR, is_held(now)
            ),
            may_come_in(),
            Person.email.is_not(None),
        )
        .order_by(Person.id)
    )
    return tuple(Recipient(person_id, name, email or "") for person_id, name, email in rows)
