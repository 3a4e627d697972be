"""What a person sees of their own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.accounts.tokens import digest
from elearn.models import (
    Agency,
    Grant,
    Person,
    Posting,
    SignInSession,
    StaffNumber,
    StaffRole,
    Team,
)
from elearn.operations.grants import is_held

HANDLE = 24  # how much of a session's hash names it on the page; the hash opens nothing


@dataclass(frozen=True, slots=True)
class Details:
    """Name and address as we keep them."""

    name: str
    email: str | None
    username: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class PostingRow:
    """Where somebody works or worked."""

    agency: str
    team: str | None
    role: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class GrantRow:
    """What somebody may do in this service."""

    role: Role
    agency: str | None
    team: str | None
    granted_at: datetime
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class MySession:
    """A browser in which somebody is signed in. ``handle`` names it without opening it."""

    handle: str
    browser: str
    began: datetime
    ends: datetime
    is_this_one: bool


def details(session: Session, person_id: int) -> Details:
    row = session.execute(
        select(Person.full_name, Person.email, Person.username, Person.created_at).where(
            Person.id == person_id
        )
    ).one()
    return Details(*row)


def postings(session: Session, person_id: int) -> Sequence[PostingRow]:
    """All postings, the latest first."""
    rows = session.execute(
        select(Agency.name, Team.name, StaffRole.name, Posting.start, Posting.end)
        .join(Agency, Agency.id == Posting.agency_id)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .outerjoin(Team, Team.id == Posting.team_id)
        .where(Posting.person_id == person_id)
        .order_by(Posting.start.desc(), Posting.id)
    )
    return [PostingRow(*row) for row in rows]


def grants(session: Session, person_id: int, now: datetime) -> Sequence[GrantRow]:
    """The roles held now."""
    rows = session.execute(
        select(Grant.role, Agency.name, Team.name, Grant.granted_at, Grant.ends_on)
        .outerjoin(Agency, Agency.id == Grant.agency_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .where(Grant.person_id == person_id, is_held(now))
        .order_by(Grant.granted_at, Grant.id)
    )
    return [GrantRow(*row) for row in rows]


def my_sessions(
    session: Session, person_id: int, *, secret: str, now: datetime
) -> Sequence[MySession]:
    """The browsers in which the person is signed in now, the latest first."""
    rows = session.execute(
        select(
            SignInSession.secret_hash,
            SignInSession.browser,
            SignInSession.created_at,
            SignInSession.expires_at,
        )
        .where(
            SignInSession.person_id == person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
        )
        .order_by(SignInSession.created_at.desc(), SignInSession.secret_hash)
    )
    this_one = digest(secret)
    return [MySession(row[0][:HANDLE], row[1], row[2], row[3], row[0] == this_one) for row in rows]


def words_about(session: Session, person_id: int) -> list[str]:
    """Names that may not make up the person's password: theirs, their address and user name, their
    agencies, their staff numbers."""
    person = session.execute(
        select(Person.full_name, Person.email, Person.username).where(Person.id == person_id)
    ).one()
    agencies = session.scalars(
        select(Agency.name)
        .join(Posting, Posting.agency_id == Agency.id)
        .where(Posting.person_id == person_id)
        .union(
            select(StaffNumber.value).where(StaffNumber.person_id == person_id),
        )
    )
    return [person.full_name, person.email or "", person.username or "", *sorted(agencies)]
