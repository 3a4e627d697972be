"""What opens the door and what shuts it: secrets, single-use links and codes, sessions."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, update
from sqlalchemy.orm import Session

from elearn.models import LinkKind, MailedLink, PendingSignIn, SignInSession, SingleUseLink


def new_secret() -> str:
    """256 random bits, as they may stand in an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256. It has too many bits to need a slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def code_digest(key: str, code: str) -> str:
    """What is kept of a printed code: it is short, so its hash is keyed with the service's own
    secret, and a copy of the database alone gives no code away."""
    return hmac.new(key.encode(), f"join:{code}".encode(), hashlib.sha256).hexdigest()


def still_good(kind: str, now: datetime) -> ColumnElement[bool]:
    """The condition under which a link or a code may be used."""
    return and_(
        SingleUseLink.kind == LinkKind(kind),
        SingleUseLink.used_at.is_(None),
        SingleUseLink.expires_at > now,
    )


def make_link(
    session: Session,
    *,
    kind: str,
    person_id: int,
    secret_hash: str,
    life: timedelta,
    now: datetime,
) -> SingleUseLink:
    """A new single-use link; earlier ones of its kind stop working."""
    session.execute(
        update(SingleUseLink)
        .where(SingleUseLink.person_id == person_id, still_good(kind, now))
        .values(used_at=now)
    )
    link = SingleUseLink(
        kind=LinkKind(kind),
        secret_hash=secret_hash,
        person_id=person_id,
        created_at=now,
        expires_at=now + life,
    )
    session.add(link)
    session.flush()
    return link


def shut_links(session: Session, *, person_id: int, now: datetime) -> None:
    """Every link and code of a person stops working."""
    session.execute(
        update(MailedLink)
        .where(MailedLink.person_id == person_id, MailedLink.used_at.is_(None))
        .values(used_at=now)
    )
    session.execute(
        update(SingleUseLink)
        .where(SingleUseLink.person_id == person_id, SingleUseLink.used_at.is_(None))
        .values(used_at=now)
    )


def end_sessions(session: Session, *, person_id: int, now: datetime) -> int:
    """Close every session of a person, and every sign-in that waits for its second step; say how
    many sessions there were."""
    session.execute(delete(PendingSignIn).where(PendingSignIn.person_id == person_id))
    ended = session.execute(
        update(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    return int(getattr(ended, "rowcount", 0))
