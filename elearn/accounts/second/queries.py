"""What somebody can show at the door besides their password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select
from sqlalchemy.orm import Session

from elearn.accounts.throttle import SECOND_TRIES
from elearn.models import (
    AuthenticatorApp,
    FailedSignIn,
    Grant,
    Passkey,
    Password,
    PendingSignIn,
    Person,
    PersonStatus,
    RecoveryCode,
)
from elearn.operations.grants import is_held

A_DAY = timedelta(days=1)
MOST_TRIES = max(tries for tries, _ in SECOND_TRIES)


@dataclass(frozen=True, slots=True)
class Means:
    """Whether somebody may come in, and what they can show: counts of passkeys and of recovery
    codes that were not used. ``has_role`` is whether they hold one beyond learner."""

    may_sign_in: bool
    name: str = ""
    email: str = ""
    called: str = ""
    has_password: bool = False
    has_app: bool = False
    passkeys: int = 0
    codes_left: int = 0
    has_role: bool = False

    @property
    def has_second_step(self) -> bool:
        """Recovery codes alone are none: they are for when the rest is lost."""
        return self.has_app or self.passkeys > 0


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One passkey. ``credential`` is its identity in base64url."""

    id: int
    person_id: int
    credential: str
    public_key: bytes
    sign_count: int
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A sign-in that waits for its second step."""

    secret_hash: str
    person_id: int
    method: str


def means_of(session: Session, person_id: int, now: datetime) -> Means:
    """What a person can show, in one statement. Somebody who is not there may not come in."""
    row = session.execute(
        select(
            Person.status,
            Person.full_name,
            Person.email,
            Person.username,
            exists().where(Password.person_id == Person.id),
            exists().where(AuthenticatorApp.person_id == Person.id),
            _count(Passkey),
            _count(RecoveryCode, RecoveryCode.used_at.is_(None)),
            exists().where(Grant.person_id == Person.id, is_held(now)),
        ).where(Person.id == person_id)
    ).first()
    if row is None:
        return Means(may_sign_in=False)
    status, name, email, username, password, app, passkeys, codes, role = row
    return Means(
        may_sign_in=status is PersonStatus.ACTIVE,
        name=name,
        email=email or "",
        called=email or username or name,
        has_password=password,
        has_app=app,
        passkeys=passkeys,
        codes_left=codes,
        has_role=role,
    )


def _count(
    table: type[Passkey] | type[RecoveryCode], *conditions: ColumnElement[bool]
) -> ScalarSelect[int]:
    counted = select(func.count(table.id)).where(table.person_id == Person.id, *conditions)
    return counted.correlate(Person).scalar_subquery()


def handle_of(session: Session, person_id: int) -> str:
    """What a passkey keeps of whose it is: it names nobody."""
    return session.execute(select(Person.public_id).where(Person.id == person_id)).scalar_one()


def app_since(session: Session, person_id: int) -> datetime | None:
    """When a person set up their app."""
    return session.scalar(
        select(AuthenticatorApp.created_at).where(AuthenticatorApp.person_id == person_id)
    )


def keys_of_person(session: Session, person_id: int) -> Sequence[KeyRow]:
    """A person's passkeys, the oldest first."""
    statement = _KEYS.where(Passkey.person_id == person_id).order_by(Passkey.id)
    return [KeyRow(*row) for row in session.execute(statement)]


def key_called(session: Session, credential: str) -> KeyRow | None:
    """The passkey of that identity, of somebody who may come in."""
    row = session.execute(
        _KEYS.join(Person, Person.id == Passkey.person_id).where(
            Passkey.credential_id == credential, Person.status == PersonStatus.ACTIVE
        )
    ).first()
    return KeyRow(*row) if row else None


_KEYS = select(
    Passkey.id,
    Passkey.person_id,
    Passkey.credential_id,
    Passkey.public_key,
    Passkey.sign_count,
    Passkey.name,
    Passkey.created_at,
    Passkey.used_at,
)


def pending(session: Session, secret_hash: str, now: datetime) -> PendingRow | None:
    """The sign-in that waits under a cookie's secret, of somebody who may come in."""
    row = session.execute(
        select(PendingSignIn.secret_hash, PendingSignIn.person_id, PendingSignIn.method)
        .join(Person, Person.id == PendingSignIn.person_id)
        .where(
            PendingSignIn.secret_hash == secret_hash,
            PendingSignIn.expires_at > now,
            Person.status == PersonStatus.ACTIVE,
        )
    ).first()
    return PendingRow(*row) if row else None


def tries(session: Session, key: str, now: datetime) -> Sequence[datetime]:
    """When the last tries of a second step were made, within a day, latest first."""
    return session.scalars(
        select(FailedSignIn.at)
        .where(FailedSignIn.account_key == key, FailedSignIn.at > now - A_DAY)
        .order_by(FailedSignIn.at.desc(), FailedSignIn.id.desc())
        .limit(MOST_TRIES)
    ).all()


def hold(session: Session, person_id: int) -> None:
    """Make whoever tries a second step of this person at the same time wait until this transaction
    ends. (On SQLite there is one writer at a time anyway.)"""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update()).all()
