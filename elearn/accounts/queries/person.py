"""One person as an administrator sees them: roles, browsers, letters, what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.access.policy import Role
from elearn.models import (
    Agency,
    Answer,
    Attempt,
    Completion,
    EvidenceFile,
    Grant,
    Letter,
    LetterState,
    Person,
    Posting,
    SignInSession,
    SingleUseLink,
    StaffRole,
    Team,
    TrailEntry,
)
from elearn.operations.grants import is_held

A_FEW = 10


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on file. ``last_signed_in`` is as old as sessions are kept."""

    username: str | None
    created_at: datetime
    last_signed_in: datetime | None


@dataclass(frozen=True, slots=True)
class PostLine:
    agency: str
    team: str | None
    role: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role, held today or before. ``given_by`` is empty for a command."""

    id: int
    role: Role
    agency: str | None
    team: str | None
    granted_at: datetime
    given_by: str | None
    revoked_at: datetime | None
    ends_on: date | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class BrowserLine:
    browser: str
    began_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LetterLine:
    id: int
    subject: str
    state: LetterState
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ActLine:
    """A line of the trail; ``actor`` is empty for a command."""

    at: datetime
    actor: str | None
    action: str


def facts(session: Session, person_id: int) -> Facts:
    row = session.execute(
        select(Person.username, Person.created_at, func.max(SignInSession.created_at))
        .outerjoin(SignInSession, SignInSession.person_id == Person.id)
        .where(Person.id == person_id)
        .group_by(Person.username, Person.created_at)
    ).one()
    return Facts(*row)


def posts(session: Session, person_id: int) -> Sequence[PostLine]:
    """Where they work and worked, the latest first."""
    statement = (
        select(Agency.name, Team.name, StaffRole.name, Posting.start, Posting.end)
        .join(Agency, Agency.id == Posting.agency_id)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .outerjoin(Team, Team.id == Posting.team_id)
        .where(Posting.person_id == person_id)
        .order_by(Posting.start.desc(), Posting.id.desc())
        .limit(A_FEW)
    )
    return [PostLine(*row) for row in session.execute(statement)]


def roles(session: Session, person_id: int, now: datetime) -> Sequence[GrantLine]:
    """Roles in this service, the latest first."""
    giver = aliased(Person)
    statement = (
        select(
            Grant.id,
            Grant.role,
            Agency.name,
            Team.name,
            Grant.granted_at,
            giver.full_name,
            Grant.revoked_at,
            Grant.ends_on,
            is_held(now),
        )
        .outerjoin(Agency, Agency.id == Grant.agency_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .outerjoin(giver, giver.id == Grant.granted_by_id)
        .where(Grant.person_id == person_id)
        .order_by(Grant.id.desc())
        .limit(2 * A_FEW)
    )
    return [GrantLine(*row[:8], bool(row[8])) for row in session.execute(statement)]


def browsers(session: Session, person_id: int, now: datetime) -> Sequence[BrowserLine]:
    """Browsers that are signed in as them now."""
    statement = (
        select(SignInSession.browser, SignInSession.created_at, SignInSession.expires_at)
        .where(
            SignInSession.person_id == person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
        )
        .order_by(SignInSession.created_at.desc(), SignInSession.secret_hash)
        .limit(2 * A_FEW)
    )
    return [BrowserLine(*row) for row in session.execute(statement)]


def letters(session: Session, person_id: int) -> Sequence[LetterLine]:
    """The last letters to them."""
    statement = (
        select(Letter.id, Letter.subject, Letter.state, Letter.created_at)
        .where(Letter.person_id == person_id)
        .order_by(Letter.id.desc())
        .limit(A_FEW)
    )
    return [LetterLine(*row) for row in session.execute(statement)]


def acts(session: Session, person_id: int) -> Sequence[ActLine]:
    """The last lines of the trail about them."""
    statement = (
        select(TrailEntry.at, Person.full_name, TrailEntry.action)
        .outerjoin(Person, Person.id == TrailEntry.actor_id)
        .where(_is_about(person_id))
        .order_by(TrailEntry.id.desc())
        .limit(A_FEW)
    )
    return [ActLine(*row) for row in session.execute(statement)]


def erasure_figures(session: Session, person_id: int) -> tuple[tuple[str, int], ...]:
    """What erasing would delete or empty, and what stays without a name: counts, by words. One
    statement."""
    answers = select(Attempt.id).where(Attempt.person_id == person_id)
    asked = {
        "Browsers signed in, deleted": SignInSession.person_id == person_id,
        "Links sent to them, deleted": SingleUseLink.person_id == person_id,
        "Letters to them, emptied": Letter.person_id == person_id,
        "Certificates they sent, emptied": EvidenceFile.person_id == person_id,
        "Roles, taken back": and_(Grant.person_id == person_id, Grant.revoked_at.is_(None)),
        "Posts, kept without the name": Posting.person_id == person_id,
        "Completions, kept without the name": Completion.person_id == person_id,
        "Answers, kept without the name": Answer.attempt_id.in_(answers),
        "Lines of the trail, kept as they are": or_(
            _is_about(person_id), TrailEntry.actor_id == person_id
        ),
    }
    counts = (select(func.count()).where(each).scalar_subquery() for each in asked.values())
    return tuple(zip(asked, session.execute(select(*counts)).one(), strict=True))


def _is_about(person_id: int) -> ColumnElement[bool]:
    return and_(TrailEntry.subject_kind == "person", TrailEntry.subject_id == str(person_id))
