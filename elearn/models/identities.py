"""Ways in besides a password: letters with a link, and sign-in with another service."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class MailedLink(Base):
    """A link by letter that signs somebody in, once, for a few minutes. Only the hash is kept, and
    that of the secret in the browser which asked; ``goes_to`` is the page that was wanted."""

    __tablename__ = "mailed_link"

    id: Mapped[Id]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    goes_to: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Identity(Base):
    """Who somebody is at another service: its issuer and its own name for them, never an address.
    ``label`` is what the service called them when it was joined, for them to know it by."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    label: Mapped[str] = mapped_column(String(254), default="")
    joined_at: Mapped[datetime]


class SpentAnswer(Base):
    """An answer of the other service that was used, by the hash of its nonce: each works once."""

    __tablename__ = "spent_answer"

    nonce_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
