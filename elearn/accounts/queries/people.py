"""Finding people and their accounts, for whoever administers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.models import (
    Agency,
    AuthenticatorApp,
    Grant,
    Passkey,
    Password,
    Person,
    PersonStatus,
    SignInSession,
    StaffRole,
    Team,
)
from elearn.operations.grants import is_held

A_PAGE = 50
ASKED_STATES = ("active", "suspended", "merged")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list. ``id`` is the unguessable name; ``sessions`` counts open ones."""

    id: str
    name: str
    email: str | None
    status: PersonStatus
    has_password: bool
    roles: tuple[Role, ...]
    sessions: int
    last_signed_in: datetime | None
    has_second_step: bool


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as actions know them."""

    person_id: int
    public_id: str
    name: str
    email: str | None
    status: PersonStatus


def _open_sessions(now: datetime) -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(SignInSession)
        .where(
            SignInSession.person_id == Person.id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
        )
        .correlate(Person)
        .scalar_subquery()
    )


def _last_signed_in() -> ColumnElement[datetime]:
    """When they last signed in, as far as sessions are still kept."""
    return (
        select(func.max(SignInSession.created_at))
        .where(SignInSession.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )


def _roles(now: datetime) -> ColumnElement[str]:
    """The values of the roles a person holds, joined by commas; NULL for none."""
    return (
        select(func.aggregate_strings(cast(Grant.role, String), ","))
        .where(Grant.person_id == Person.id, is_held(now))
        .correlate(Person)
        .scalar_subquery()
    )


def _as_roles(joined: str | None) -> tuple[Role, ...]:
    held = set((joined or "").split(",")) - {""}
    return tuple(role for role in Role if role.value in held)


def _matches(words: str) -> ColumnElement[bool]:
    return and_(
        Person.status != PersonStatus.ERASED,
        or_(
            Person.full_name.icontains(words, autoescape=True),
            Person.email.icontains(words, autoescape=True),
            Person.username.icontains(words, autoescape=True),
            Person.public_id == words,  # what we ask with ourselves: an address names nobody
        ),
    )


def find_people(
    session: Session,
    *,
    words: str,
    after: str | None,
    now: datetime,
    limit: int = A_PAGE,
    state: PersonStatus | None = None,
    role: Role | None = None,
) -> Sequence[PersonRow]:
    """People whose name or address has the words, by name; one row more than a page tells that
    there is a next one. ``after`` is the last person of the page before; ``state`` and ``role``
    narrow the list to those in that state and to those who hold that role now."""
    statement = (
        select(
            Person.public_id,
            Person.full_name,
            Person.email,
            Person.status,
            exists().where(Password.person_id == Person.id),
            _roles(now),
            _open_sessions(now),
            _last_signed_in(),
            or_(
                exists().where(AuthenticatorApp.person_id == Person.id),
                exists().where(Passkey.person_id == Person.id),
            ),
        )
        .where(_matches(words))
        .order_by(Person.full_name, Person.id)
        .limit(limit + 1)
    )
    if state:
        statement = statement.where(Person.status == state)
    if role:
        statement = statement.where(
            exists().where(Grant.person_id == Person.id, Grant.role == role, is_held(now))
        )
    if after and (last := someone(session, after)):
        statement = statement.where(
            or_(
                Person.full_name > last.name,
                and_(Person.full_name == last.name, Person.id > last.person_id),
            )
        )
    return [PersonRow(*row[:5], _as_roles(row[5]), *row[6:]) for row in session.execute(statement)]


def state_of(value: str) -> PersonStatus | None:
    """The state of a word in an address, or None for any other word."""
    return PersonStatus(value) if value in ASKED_STATES else None


def someone(session: Session, public_id: str) -> Someone | None:
    """The person of a public name."""
    return _one(session, Person.public_id == public_id)


def someone_at(session: Session, email: str) -> Someone | None:
    """The person of a canonical address."""
    return _one(session, Person.email == email)


def _one(session: Session, condition: ColumnElement[bool]) -> Someone | None:
    row = session.execute(
        select(Person.id, Person.public_id, Person.full_name, Person.email, Person.status).where(
            condition
        )
    ).first()
    return Someone(*row) if row else None


def agency_id(session: Session, slug: str) -> int | None:
    return session.scalar(select(Agency.id).where(Agency.slug == slug))


def team_id(session: Session, agency: int, slug: str) -> int | None:
    return session.scalar(select(Team.id).where(Team.agency_id == agency, Team.slug == slug))


def staff_role_id(session: Session, code: str) -> int | None:
    return session.scalar(select(StaffRole.id).where(func.lower(StaffRole.code) == code.lower()))
