"""Who leads on training where, which agencies have anybody, and what failed lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.domain.dates import london_today
from elearn.models import (
    Agency,
    AgencySetting,
    Grant,
    Letter,
    LetterState,
    Person,
    PersonStatus,
    ReminderChoice,
    ReminderLetter,
    Team,
    UndeliveredAddress,
)
from elearn.operations.grants import is_held

WITHHELD = "Not sent:"  # how the answer begins of a letter that was not wanted any more


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who leads on training in an agency, or in a team of it."""

    person_id: int
    name: str
    email: str | None
    agency_id: int
    slug: str
    agency: str
    team_id: int | None
    team: str | None


def leads_of(session: Session, agency_id: int, *, now: datetime) -> tuple[Lead, ...]:
    """Those who want the weekly letter and whom letters reach, each once for what they lead."""
    refused = and_(
        UndeliveredAddress.person_id == Person.id, UndeliveredAddress.address == Person.email
    )
    statement = (
        select(
            Person.id, Person.full_name, Person.email, Agency.id, Agency.slug, Agency.name,
            Grant.team_id, Team.name,
        )
        .select_from(Grant)
        .join(Person, Person.id == Grant.person_id)
        .join(Agency, Agency.id == Grant.agency_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .outerjoin(ReminderChoice, ReminderChoice.person_id == Person.id)
        .outerjoin(UndeliveredAddress, refused)
        .where(
            Grant.agency_id == agency_id,
            Grant.role.in_([Role.AGENCY_LEAD, Role.TEAM_LEAD]),
            is_held(now),
            Person.status == PersonStatus.ACTIVE,
            Person.email.is_not(None),
            UndeliveredAddress.id.is_(None),
            or_(ReminderChoice.id.is_(None), ReminderChoice.monday.is_(True)),
        )
        .order_by(Person.id, Grant.team_id, Grant.id)
    )  # fmt: skip
    return tuple(dict.fromkeys(Lead(*row) for row in session.execute(statement)))


def agencies_with_leads(session: Session, *, now: datetime) -> Sequence[int]:
    """The partner agencies that somebody leads."""
    led = select(Grant.agency_id).where(
        Grant.role.in_([Role.AGENCY_LEAD, Role.TEAM_LEAD]), is_held(now)
    )
    return session.scalars(
        select(Agency.id).where(Agency.id.in_(led), _is_partner(now)).order_by(Agency.id)
    ).all()


def agencies_that_escalate(session: Session, *, now: datetime) -> Sequence[int]:
    """The partner agencies that switched on the letters to managers."""
    on = select(AgencySetting.agency_id).where(AgencySetting.tell_managers.is_(True))
    return session.scalars(
        select(Agency.id).where(Agency.id.in_(on), _is_partner(now)).order_by(Agency.id)
    ).all()


def _is_partner(now: datetime) -> ColumnElement[bool]:
    return or_(Agency.valid_to.is_(None), Agency.valid_to > london_today(now))


def failed_since(session: Session, agency_id: int, *, since: datetime) -> int:
    """How many of an agency's reminders did not arrive, of those written since."""
    statement = (
        select(func.count())
        .select_from(ReminderLetter)
        .join(Letter, Letter.id == ReminderLetter.letter_id)
        .where(
            ReminderLetter.agency_id == agency_id,
            Letter.state == LetterState.FAILED,
            Letter.answer.not_like(f"{WITHHELD}%"),
            Letter.created_at >= since,
        )
    )
    return session.scalar(statement) or 0
