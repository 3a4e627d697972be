"""People who ask for an account themselves, and the e-mail domains an agency is known by."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class AgencyDomain(Base):
    """What follows the @ in addresses of an agency's staff. Several agencies may share one."""

    __tablename__ = "agency_domain"
    __table_args__ = (UniqueConstraint("agency_id", "domain"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    domain: Mapped[str] = mapped_column(String(253), index=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None]


class Registration(Base):
    """Somebody asks for an account. First they prove their address with the link of a letter (only
    its hash is kept), then they say where they work; then the agency answers.

    ``person_id`` is who came of it. Whoever answered is a plain number, as in the trail."""

    __tablename__ = "registration"
    __table_args__ = (Index(None, "agency_id", "decided_at"),)

    id: Mapped[Id]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), index=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("staff_role.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]
    approved: Mapped[bool | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
