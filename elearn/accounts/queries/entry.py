"""Who is at the door: accounts, failed tries, sessions and single-use links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from sqlalchemy import ColumnElement, Date, ScalarSelect, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.access.policy import Appointment, Role
from elearn.accounts.throttle import ADDRESS_TRIES, WINDOW
from elearn.accounts.tokens import digest
from elearn.domain.identity import LONGEST_USERNAME, username_from
from elearn.models import (
    Agency,
    FailedSignIn,
    Grant,
    LinkKind,
    Password,
    Person,
    PersonStatus,
    Posting,
    SignInSession,
    SingleUseLink,
    StaffRole,
)
from elearn.models.base import UtcDateTime
from elearn.models.rows import rows
from elearn.operations.sign_ins import still_good

MOST_OFFERED = LONGEST_USERNAME - 6  # room for a number behind


@dataclass(frozen=True, slots=True)
class Account:
    """What decides whether somebody gets in. ``hash`` is None until a password was chosen."""

    person_id: int
    hash: str | None
    status: PersonStatus

    @property
    def can_sign_in(self) -> bool:
        """The one rule every door asks: nobody suspended or erased comes in by any of them."""
        return can_sign_in(self.status)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that is still good, and whose it is. ``post`` is what they do and where, ``held``
    the roles they hold now; everybody is a learner besides."""

    person_id: int
    name: str
    email: str | None
    post: str
    language: str
    proved_at: datetime
    is_strong: bool
    held: frozenset[Appointment]


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A single-use link or code that still works, and for whom. ``email`` is empty where it is a
    code; ``username`` until one was chosen."""

    link_id: int
    person_id: int
    name: str
    email: str
    username: str = ""


def can_sign_in(status: PersonStatus) -> bool:
    """Whether a person of that status may use the service at all."""
    return status is PersonStatus.ACTIVE


def may_come_in() -> ColumnElement[bool]:
    """``can_sign_in`` as a condition on people, for statements."""
    return Person.status == PersonStatus.ACTIVE


def account(session: Session, called: str) -> Account | None:
    """The account of a canonical address, or of a canonical user name, which has no @."""
    name = Person.email if "@" in called else Person.username
    row = session.execute(
        select(Person.id, Password.hash, Person.status)
        .outerjoin(Password, Password.person_id == Person.id)
        .where(name == called)
    ).first()
    return Account(row.id, row.hash, row.status) if row else None


def kept_hash(session: Session, person_id: int) -> str | None:
    """The hash of a person's password."""
    return session.scalar(select(Password.hash).where(Password.person_id == person_id))


def failures_of_account(session: Session, key: str, now: datetime) -> Sequence[datetime]:
    """When the account's tries of the last quarter of an hour failed, latest first."""
    return session.scalars(
        select(FailedSignIn.at)
        .where(FailedSignIn.account_key == key, FailedSignIn.at > now - WINDOW)
        .order_by(FailedSignIn.at.desc(), FailedSignIn.id.desc())
        .limit(ADDRESS_TRIES)
    ).all()


def failures_of_address(session: Session, key: str, now: datetime) -> tuple[int, datetime | None]:
    """How many of the latest hundred tries from an address are recent, and the oldest of them."""
    latest = (
        select(FailedSignIn.at)
        .where(FailedSignIn.address_key == key, FailedSignIn.at > now - WINDOW)
        .order_by(FailedSignIn.at.desc(), FailedSignIn.id.desc())
        .limit(ADDRESS_TRIES)
        .subquery()
    )
    count, oldest = session.execute(select(func.count(), func.min(latest.c.at))).one()
    return count, oldest


def letters_asked(session: Session, key: str, since: datetime) -> int:
    """How many reset letters were asked for under a key since then."""
    return (
        session.scalar(
            select(func.count())
            .select_from(FailedSignIn)
            .where(FailedSignIn.account_key == key, FailedSignIn.at > since)
        )
        or 0
    )


def _current_posting() -> ScalarSelect[int]:
    on = bindparam("today", type_=Date())
    return (
        select(Posting.id)
        .where(
            Posting.person_id == Person.id,
            Posting.start <= on,
            or_(Posting.end.is_(None), Posting.end > on),
        )
        .order_by(Posting.start.desc(), Posting.id)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


_HELD_AT = aliased(Agency)
# It runs in every request of somebody signed in: put together once, it costs half as much.
_SIGNED_IN = (
    select(
        Person.id,
        Person.full_name,
        Person.email,
        Person.language,
        func.coalesce(SignInSession.proved_at, SignInSession.created_at).label("proved_at"),
        SignInSession.strong_at,
        StaffRole.name.label("role"),
        Agency.name.label("agency"),
        Grant.role.label("held"),
        Grant.agency_id,
        _HELD_AT.slug,
        Grant.team_id,
    )
    .select_from(SignInSession)
    .join(Person, Person.id == SignInSession.person_id)
    .outerjoin(Posting, Posting.id == _current_posting())
    .outerjoin(StaffRole, StaffRole.id == Posting.role_id)
    .outerjoin(Agency, Agency.id == Posting.agency_id)
    .outerjoin(
        Grant,
        and_(
            Grant.person_id == Person.id,
            Grant.granted_at <= bindparam("now", type_=UtcDateTime()),
            or_(
                Grant.revoked_at.is_(None), Grant.revoked_at > bindparam("now", type_=UtcDateTime())
            ),
            or_(Grant.ends_on.is_(None), Grant.ends_on > bindparam("today", type_=Date())),
        ),
    )
    .outerjoin(_HELD_AT, _HELD_AT.id == Grant.agency_id)
    .where(
        SignInSession.secret_hash == bindparam("secret_hash"),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > bindparam("now", type_=UtcDateTime()),
        may_come_in(),
    )
)


def signed_in(session: Session, secret: str, *, now: datetime, today: date) -> SessionRow | None:
    """Whose session a cookie's secret is: not ended, not over, and of somebody who may come in.
    One statement, with a row for each role that somebody was given."""
    known = {"secret_hash": digest(secret), "now": now, "today": today}
    found = rows(session, _SIGNED_IN, known).all()
    if not found:
        return None
    row = found[0]
    held = {Appointment(*one[-4:]) for one in found if one.held is not None}
    return SessionRow(
        person_id=row.id,
        name=row.full_name,
        email=row.email,
        post=f"{_in_a_sentence(row.role)}, {row.agency}" if row.agency else "",
        language=row.language,
        proved_at=row.proved_at,
        is_strong=row.strong_at is not None,
        held=frozenset(held | {Appointment(Role.LEARNER)}),
    )


def _in_a_sentence(role: str) -> str:
    """A role's name after a person's: "midwife", but "MASH worker"."""
    return role if role[1:2].isupper() else role[:1].lower() + role[1:]


def open_link(session: Session, kind: str, secret_hash: str, now: datetime) -> OpenLink | None:
    """The link or code of that hash, if it is of that kind, unused, in time, and its person may
    come in: by letters with an address, by a slip without one."""
    by_letter = kind != LinkKind.JOIN
    row = session.execute(
        select(
            SingleUseLink.id,
            Person.id.label("person"),
            Person.full_name,
            Person.email,
            Person.username,
        )
        .join(Person, Person.id == SingleUseLink.person_id)
        .where(
            SingleUseLink.secret_hash == secret_hash,
            still_good(kind, now),
            may_come_in(),
            Person.email.is_not(None) if by_letter else Person.email.is_(None),
        )
    ).first()
    if row is None:
        return None
    return OpenLink(row.id, row.person, row.full_name, row.email or "", row.username or "")


def is_username_free(session: Session, username: str) -> bool:
    """Whether nobody has that user name yet."""
    return session.scalar(select(Person.id).where(Person.username == username)) is None


def free_username(session: Session, name: str) -> str:
    """A user name to offer to somebody of that name, with a number where others have it; empty if
    nothing of the name can be used."""
    offered = username_from(name)[:MOST_OFFERED]
    if not offered:
        return ""
    taken = select(Person.username).where(Person.username.startswith(offered, autoescape=True))
    others = set(session.scalars(taken))
    free = (one for n in count(1) if (one := f"{offered}{n if n > 1 else ''}") not in others)
    return next(free)


def agency_names(session: Session, person_id: int, today: date) -> tuple[str, ...]:
    """Where somebody works or is going to, by name."""
    statement = (
        select(Agency.name)
        .join(Posting, Posting.agency_id == Agency.id)
        .where(Posting.person_id == person_id, or_(Posting.end.is_(None), Posting.end > today))
        .distinct()
        .order_by(Agency.name)
    )
    return tuple(session.scalars(statement))
