"""How people get in: passwords, sessions, single-use links and failed tries."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of


class LinkKind(StrEnum):
    """``join``: a code on a printed slip, for somebody without an address."""

    INVITATION = "invitation"
    RESET = "reset"
    JOIN = "join"


class Password(Base):
    """The argon2id hash of a person's password."""

    __tablename__ = "password"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hash: Mapped[str]
    changed_at: Mapped[datetime]


class SignInSession(Base):
    """One signed-in browser. The cookie holds the secret; only its hash is kept here.

    ``method`` is how its person came in, ``proved_at`` when they last showed who they are (empty:
    when they came in), ``strong_at`` when they showed a second thing besides."""

    __tablename__ = "sign_in_session"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(200), default="")
    method: Mapped[str] = mapped_column(String(20), default="password", server_default="password")
    proved_at: Mapped[datetime | None]
    strong_at: Mapped[datetime | None]


class SingleUseLink(Base):
    """An invitation, a reset or a printed code, good once until it expires. Only the hash is kept,
    of a code a keyed one."""

    __tablename__ = "single_use_link"

    id: Mapped[Id]
    kind: Mapped[LinkKind] = mapped_column(enum_of(LinkKind))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class FailedSignIn(Base):
    """A try that did not succeed: account and network address as keyed hashes, for the throttle."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index(None, "account_key", "at"), Index(None, "address_key", "at"))

    id: Mapped[Id]
    account_key: Mapped[str] = mapped_column(String(64))
    address_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
