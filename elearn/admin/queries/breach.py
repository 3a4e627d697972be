"""What an account did and could reach between two moments, for the 72 hours after a breach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from elearn.access.policy import GRANTS, Permission, Role
from elearn.admin.queries.shared import shared_between
from elearn.domain.dates import london_today
from elearn.models import (
    Agency,
    Grant,
    Person,
    PersonStatus,
    Posting,
    SignInSession,
    Team,
    TrailEntry,
)

READS_NAMES = frozenset(
    {Permission.SEE_COMPLETION, Permission.MANAGE_PEOPLE, Permission.ADMINISTER}
)
READS_SHARED = frozenset(
    {
        Permission.SET_REQUIREMENTS,
        Permission.ACCEPT_TRAINING,
        Permission.RUN_AUDIT,
        Permission.MODERATE_RETURNS,
    }
)
EVERYBODY = frozenset({Role.ADMINISTRATOR})
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Account:
    """Whose account it is. ``public_id`` names their page."""

    person_id: int
    public_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Between:
    """The account and the time that are asked about: from ``start`` until before ``end``."""

    person_id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class HeldThen:
    """A role that was held at some moment of the time. ``reads_names`` says whether it opens other
    people's records by name."""

    role: Role
    agency_id: int | None
    agency: str | None
    team_id: int | None
    team: str | None
    granted_at: datetime
    revoked_at: datetime | None

    @property
    def reads_names(self) -> bool:
        return bool(GRANTS[self.role] & READS_NAMES)

    @property
    def reads_shared(self) -> bool:
        """Whether the role reads who proposed and signed, of agencies that let names be seen."""
        return bool(GRANTS[self.role] & READS_SHARED)


@dataclass(frozen=True, slots=True)
class SessionThen:
    """A browser that was signed in during the time."""

    browser: str
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ActCount:
    """How often an act was done in the time, first and last."""

    action: str
    subject_kind: str
    times: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whose data the account could open in the time. ``acted_on`` says that the trail
    names them; ``by_scope`` that a role held then opens their record."""

    person_id: int
    name: str
    email: str
    agencies: str
    acted_on: bool
    by_scope: bool


def account(session: Session, *, email: str = "", public_id: str = "") -> Account | None:
    """The person of an address or of a public name."""
    which = Person.email == email if email else Person.public_id == public_id
    row = session.execute(
        select(Person.id, Person.public_id, Person.full_name).where(
            which, Person.status != PersonStatus.ERASED
        )
    ).first()
    return Account(*row) if row else None


def roles_then(session: Session, then: Between) -> Sequence[HeldThen]:
    """Every role that was held at some moment of the time."""
    statement = (
        select(
            Grant.role,
            Grant.agency_id,
            Agency.name,
            Grant.team_id,
            Team.name,
            Grant.granted_at,
            Grant.revoked_at,
        )
        .outerjoin(Agency, Agency.id == Grant.agency_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .where(
            Grant.person_id == then.person_id,
            Grant.granted_at < then.end,
            or_(Grant.revoked_at.is_(None), Grant.revoked_at > then.start),
            or_(Grant.ends_on.is_(None), Grant.ends_on > london_today(then.start)),
        )
        .order_by(Grant.id)
    )
    return [HeldThen(*row) for row in session.execute(statement)]


def sessions_then(session: Session, then: Between) -> Sequence[SessionThen]:
    """Browsers that were signed in during the time, as far as their rows are still kept."""
    statement = (
        select(SignInSession.browser, SignInSession.created_at, SignInSession.ended_at)
        .where(
            SignInSession.person_id == then.person_id,
            SignInSession.created_at < then.end,
            SignInSession.expires_at > then.start,
            or_(SignInSession.ended_at.is_(None), SignInSession.ended_at > then.start),
        )
        .order_by(SignInSession.created_at, SignInSession.secret_hash)
    )
    return [SessionThen(*row) for row in session.execute(statement)]


def acts(session: Session, then: Between) -> Sequence[ActCount]:
    """What the account did, counted by act."""
    statement = (
        select(
            TrailEntry.action,
            TrailEntry.subject_kind,
            func.count(),
            func.min(TrailEntry.at),
            func.max(TrailEntry.at),
        )
        .where(*_by(then))
        .group_by(TrailEntry.action, TrailEntry.subject_kind)
        .order_by(func.count().desc(), TrailEntry.action, TrailEntry.subject_kind)
    )
    return [ActCount(*row) for row in session.execute(statement)]


def lines(session: Session, then: Between, action: str) -> Sequence[TrailEntry]:
    """The lines of one act, the first ones first; at most ``MOST_LINES``."""
    statement = (
        select(TrailEntry)
        .where(*_by(then), TrailEntry.action == action)
        .order_by(TrailEntry.id)
        .limit(MOST_LINES)
    )
    return session.scalars(statement).all()


def _by(then: Between) -> tuple[ColumnElement[bool], ...]:
    return (
        TrailEntry.actor_id == then.person_id,
        TrailEntry.at >= then.start,
        TrailEntry.at < then.end,
    )


def _named(session: Session, then: Between) -> frozenset[int]:
    """People the trail says the account did something to: as a line's subject, or in its detail."""
    found: set[int] = set()
    statement = select(TrailEntry.subject_kind, TrailEntry.subject_id, TrailEntry.detail)
    for kind, subject, detail in session.execute(statement.where(*_by(then))):
        if kind == "person" and subject.isdecimal():
            found.add(int(subject))
        if isinstance(detail.get("person"), int):
            found.add(detail["person"])
    return frozenset(found - {then.person_id})


def _in_scope(held: Sequence[HeldThen], then: Between) -> ColumnElement[bool]:
    """People whom a role held in the time opens by name: in post at some day of it, whoever an
    agency let the partnership see, or everybody on file for an administrator."""
    if any(one.role in EVERYBODY for one in held):
        return Person.id != then.person_id
    reading = [one for one in held if one.reads_names]
    places = [
        Posting.team_id == one.team_id if one.team_id else Posting.agency_id == one.agency_id
        for one in reading
    ]
    shared = (
        shared_between(then.start, then.end) if any(one.reads_shared for one in held) else false()
    )
    if not places:
        return and_(Person.id != then.person_id, shared)
    at_work = select(Posting.person_id).where(
        or_(*places),
        Posting.start <= london_today(then.end),
        or_(Posting.end.is_(None), Posting.end > london_today(then.start)),
    )
    return and_(Person.id != then.person_id, or_(Person.id.in_(at_work), shared))


def reached_count(session: Session, held: Sequence[HeldThen], then: Between) -> int:
    """How many people the roles held in the time open by name."""
    return session.scalar(select(func.count(Person.id)).where(_in_scope(held, then))) or 0


def named_count(session: Session, then: Between) -> int:
    """How many people the trail names."""
    return len(_named(session, then))


def reached(
    session: Session, held: Sequence[HeldThen], then: Between, *, after: int = 0, limit: int = 1000
) -> Sequence[Reached]:
    """A piece of the list of everybody reached, by number. ``after`` ends the piece before."""
    named = _named(session, then)
    by_scope = _in_scope(held, then)
    statement = (
        select(Person.id, Person.full_name, Person.email, by_scope)
        .where(or_(by_scope, Person.id.in_(sorted(named))), Person.id > after)
        .order_by(Person.id)
        .limit(limit)
    )
    rows = session.execute(statement).all()
    where = _agencies(session, [row[0] for row in rows], then)
    return [
        Reached(row[0], row[1], row[2] or "", where.get(row[0], ""), row[0] in named, bool(row[3]))
        for row in rows
    ]


def pieces(
    session: Session, held: Sequence[HeldThen], then: Between
) -> Iterator[Sequence[Reached]]:
    """Everybody reached, piece by piece."""
    after = 0
    while found := reached(session, held, then, after=after):
        yield found
        after = found[-1].person_id


def _agencies(session: Session, ids: Sequence[int], then: Between) -> dict[int, str]:
    """Where people worked in the time, by person."""
    statement = (
        select(Posting.person_id, Agency.name)
        .join(Agency, Agency.id == Posting.agency_id)
        .where(
            Posting.person_id.in_(ids),
            Posting.start <= london_today(then.end),
            or_(Posting.end.is_(None), Posting.end > london_today(then.start)),
        )
        .distinct()
        .order_by(Posting.person_id, Agency.name)
    )
    found: dict[int, list[str]] = {}
    for person_id, name in session.execute(statement):
        found.setdefault(person_id, []).append(name)
    return {person_id: "; ".join(names) for person_id, names in found.items()}
