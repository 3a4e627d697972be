"""Who holds which role where, given by whom, when and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from elearn.access.policy import Role
from elearn.domain.identity import IdentityError, canonical_email
from elearn.models import Agency, Grant, Person, PersonStatus, Team
from elearn.operations.grants import is_held


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role that somebody holds. ``given_by`` is empty for a command."""

    id: int
    name: str
    public_id: str
    status: PersonStatus
    role: Role
    agency: str | None
    agency_slug: str | None
    team: str | None
    granted_at: datetime
    given_by: str | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """A grant as taking it back needs it."""

    person_id: int
    name: str
    role: Role
    agency_id: int | None
    team_id: int | None


_giver = aliased(Person)


def grants(
    session: Session, *, role: Role | None, words: str, after: int, now: datetime, limit: int
) -> Sequence[GrantRow]:
    """The roles held today, in the order in which they were given. ``after`` is the last one of
    the page before; ``words`` a part of the person's or the agency's name."""
    statement = (
        select(
            Grant.id,
            Person.full_name,
            Person.public_id,
            Person.status,
            Grant.role,
            Agency.name,
            Agency.slug,
            Team.name,
            Grant.granted_at,
            _giver.full_name,
            Grant.ends_on,
        )
        .join(Person, Person.id == Grant.person_id)
        .outerjoin(Agency, Agency.id == Grant.agency_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .outerjoin(_giver, _giver.id == Grant.granted_by_id)
        .where(is_held(now), Grant.id > after)
        .order_by(Grant.id)
        .limit(limit)
    )
    if role:
        statement = statement.where(Grant.role == role)
    if words:
        statement = statement.where(
            or_(
                Person.full_name.icontains(words, autoescape=True),
                Person.email.icontains(words, autoescape=True),
                Agency.name.icontains(words, autoescape=True),
            )
        )
    return [GrantRow(*row) for row in session.execute(statement)]


def held(session: Session, number: int, now: datetime) -> Held | None:
    """A role that is held now, by the number of its row."""
    row = session.execute(
        select(Grant.person_id, Person.full_name, Grant.role, Grant.agency_id, Grant.team_id)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.id == number, is_held(now))
    ).first()
    return Held(*row) if row else None


def candidate(session: Session, email: str) -> tuple[int, str] | None:
    """Somebody who may sign in, by their e-mail address: number and name."""
    try:
        address = canonical_email(email)
    except IdentityError:
        return None
    row = session.execute(
        select(Person.id, Person.full_name).where(
            Person.email == address, Person.status == PersonStatus.ACTIVE
        )
    ).first()
    return (row.id, row.full_name) if row else None


def agencies(session: Session, today: date) -> list[tuple[int, str, str]]:
    """Partners of today, by name: number, slug, name."""
    statement = (
        select(Agency.id, Agency.slug, Agency.name)
        .where(Agency.valid_from <= today, or_(Agency.valid_to.is_(None), Agency.valid_to > today))
        .order_by(Agency.name, Agency.id)
    )
    return [(row.id, row.slug, row.name) for row in session.execute(statement)]
