"""Offers of a second posting: the one of a letter's link, and those that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Agency, Person, PersonStatus, PostingOffer, StaffRole, Team
from elearn.operations.sign_ins import digest


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer that can be answered, as its own person reads it."""

    offer_id: int
    person_id: int
    name: str
    agency: str
    team: str | None
    role: str
    start: date


@dataclass(frozen=True, slots=True)
class WaitingOffer:
    """An offer that this agency made and that waits for an answer. The name stays with the other
    agency until the person says yes: the lead knows the address they typed."""

    email: str
    role: str
    made_at: datetime
    until: datetime


def open_offer(session: Session, token: str, now: datetime) -> OpenOffer | None:
    """The offer of a letter's link, if it still waits and its person may use the service."""
    row = session.execute(
        select(
            PostingOffer.id,
            Person.id,
            Person.full_name,
            Agency.name,
            Team.name,
            StaffRole.name,
            PostingOffer.start,
        )
        .join(Person, Person.id == PostingOffer.person_id)
        .join(Agency, Agency.id == PostingOffer.agency_id)
        .join(StaffRole, StaffRole.id == PostingOffer.role_id)
        .outerjoin(Team, Team.id == PostingOffer.team_id)
        .where(
            PostingOffer.secret_hash == digest(token),
            PostingOffer.answered_at.is_(None),
            PostingOffer.expires_at > now,
            Person.status == PersonStatus.ACTIVE,
        )
    ).one_or_none()
    return OpenOffer(*row) if row else None


def waiting_offers(session: Session, agency_id: int, now: datetime) -> Sequence[WaitingOffer]:
    """The agency's offers that wait for an answer, the latest first."""
    statement = (
        select(Person.email, StaffRole.name, PostingOffer.created_at, PostingOffer.expires_at)
        .join(Person, Person.id == PostingOffer.person_id)
        .join(StaffRole, StaffRole.id == PostingOffer.role_id)
        .where(
            PostingOffer.agency_id == agency_id,
            PostingOffer.answered_at.is_(None),
            PostingOffer.expires_at > now,
            Person.email.is_not(None),
        )
        .order_by(PostingOffer.created_at.desc(), PostingOffer.id.desc())
    )
    return [WaitingOffer(row[0] or "", *row[1:]) for row in session.execute(statement)]
