"""Who people are at another service."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Identity


@dataclass(frozen=True, slots=True)
class MyIdentity:
    """A joined account elsewhere."""

    row_id: int
    issuer: str
    label: str
    joined_at: datetime


def person_of(session: Session, issuer: str, subject: str) -> int | None:
    """Whose account is joined to a name at a service: by both, and never by an address."""
    return session.scalar(
        select(Identity.person_id).where(Identity.issuer == issuer, Identity.subject == subject)
    )


def my_identities(session: Session, person_id: int) -> tuple[MyIdentity, ...]:
    """The accounts elsewhere that somebody has joined, the oldest first."""
    rows = session.execute(
        select(Identity.id, Identity.issuer, Identity.label, Identity.joined_at)
        .where(Identity.person_id == person_id)
        .order_by(Identity.joined_at, Identity.id)
    )
    return tuple(MyIdentity(*row) for row in rows)
