"""Who may do what in this service: giving a role, taking it back, and agencies without a lead."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.domain.dates import london_today
from elearn.models import Agency, Grant, Person, PersonStatus
from elearn.operations.sign_ins import end_sessions
from elearn.operations.trail import note

WITH_AGENCY = frozenset({Role.AGENCY_LEAD, Role.TEAM_LEAD})
ONLY_ADMINISTRATOR = "This is the only administrator. Make another one first."
ONLY_LEAD = "Nobody else leads this agency. Make somebody else its lead first."


class AccountError(Exception):
    """An account cannot be changed so; the message says what to do."""


@dataclass(frozen=True, slots=True)
class AgencyWithoutLead:
    """A partner agency that nobody leads on a day."""

    slug: str
    name: str


def is_held(now: datetime) -> ColumnElement[bool]:
    """The condition that a grant counts at a moment: given, not revoked, not over."""
    return and_(
        Grant.granted_at <= now,
        or_(Grant.revoked_at.is_(None), Grant.revoked_at > now),
        or_(Grant.ends_on.is_(None), Grant.ends_on > london_today(now)),
    )


def give(
    session: Session,
    *,
    person_id: int,
    role: Role,
    agency_id: int | None,
    team_id: int | None,
    actor_id: int | None,
    now: datetime,
    ends_on: date | None = None,
) -> Grant:
    """Give a role, for good or until before a day. The same role twice is one, which then ends when
    the later word says. Sessions end, so that it counts from now on."""
    check_place(role, agency_id, team_id)
    held = session.scalar(_held(person_id, role, agency_id, team_id, now))
    if held and held.ends_on == ends_on:
        return held
    if held:
        held.ends_on = ends_on
    else:
        held = Grant(
            person_id=person_id,
            role=role,
            agency_id=agency_id,
            team_id=team_id,
            granted_at=now,
            granted_by_id=actor_id,
            ends_on=ends_on,
        )
        session.add(held)
    end_sessions(session, person_id=person_id, now=now)
    _note(session, "role-granted", held, actor_id=actor_id, now=now)
    return held


def check_place(role: Role, agency_id: int | None, team_id: int | None) -> None:
    """Raises AccountError for a role at a place where it means nothing."""
    if role is Role.LEARNER:
        raise AccountError("Everybody who can sign in is a learner: there is nothing to grant.")
    if role in WITH_AGENCY and agency_id is None:
        raise AccountError(f"Say of which agency: {role.value} --agency SLUG.")
    if role not in WITH_AGENCY and agency_id is not None:
        raise AccountError(f"{role.label}s serve the whole partnership: leave out --agency.")
    if role is Role.TEAM_LEAD and team_id is None:
        raise AccountError("Say of which team: team-lead --agency SLUG --team SLUG.")
    if role is not Role.TEAM_LEAD and team_id is not None:
        raise AccountError(f"The role {role.value} is not for one team: leave out --team.")


def take_back(
    session: Session,
    *,
    person_id: int,
    role: Role,
    agency_id: int | None,
    team_id: int | None,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Take a role back. Raises AccountError if it is not held, or would leave nobody in charge of
    the service or of the agency."""
    held = session.scalar(_held(person_id, role, agency_id, team_id, now))
    if held is None:
        raise AccountError("This person does not hold that role there.")
    if role is Role.ADMINISTRATOR and not others_who_hold(
        session, person_id=person_id, role=role, agency_id=None, now=now
    ):
        raise AccountError(ONLY_ADMINISTRATOR)
    if role is Role.AGENCY_LEAD:
        refuse_last_lead(session, person_id=person_id, agency_id=held.agency_id, now=now)
    held.revoked_at = now
    end_sessions(session, person_id=person_id, now=now)
    _note(session, "role-revoked", held, actor_id=actor_id, now=now)


def others_who_hold(
    session: Session, *, person_id: int, role: Role, agency_id: int | None, now: datetime
) -> int:
    """How many people besides this one hold a role (there) and may sign in."""
    return (
        session.scalar(
            select(func.count(Person.id.distinct()))
            .join(Grant, Grant.person_id == Person.id)
            .where(
                Grant.role == role,
                Grant.agency_id.is_not_distinct_from(agency_id),
                is_held(now),
                Person.status == PersonStatus.ACTIVE,
                Person.id != person_id,
            )
        )
        or 0
    )


def refuse_last_lead(
    session: Session, *, person_id: int, agency_id: int | None, now: datetime
) -> None:
    """Raises AccountError where nobody else leads an agency that is a partner today. The agency is
    held until the transaction ends, so that of two who step down at once one is told."""
    partner = select(Agency.id).where(Agency.id == agency_id, _is_partner(london_today(now)))
    if session.scalar(partner.with_for_update()) is None:
        return
    if not others_who_hold(
        session, person_id=person_id, role=Role.AGENCY_LEAD, agency_id=agency_id, now=now
    ):
        raise AccountError(ONLY_LEAD)


def is_led(now: datetime) -> ColumnElement[bool]:
    """The condition that somebody who may sign in leads an agency at a moment."""
    return exists().where(
        Grant.agency_id == Agency.id,
        Grant.role == Role.AGENCY_LEAD,
        is_held(now),
        Grant.person_id == Person.id,
        Person.status == PersonStatus.ACTIVE,
    )


def agencies_without_lead(session: Session, now: datetime) -> tuple[AgencyWithoutLead, ...]:
    """Partners of today that nobody leads who may sign in, by name."""
    statement = (
        select(Agency.slug, Agency.name)
        .where(_is_partner(london_today(now)), ~is_led(now))
        .order_by(Agency.name, Agency.id)
    )
    return tuple(AgencyWithoutLead(*row) for row in session.execute(statement))


def _is_partner(today: date) -> ColumnElement[bool]:
    return and_(Agency.valid_from <= today, or_(Agency.valid_to.is_(None), Agency.valid_to > today))


def _held(
    person_id: int, role: Role, agency_id: int | None, team_id: int | None, now: datetime
) -> Select[Grant]:
    return (
        select(Grant)
        .where(
            Grant.person_id == person_id,
            Grant.role == role,
            Grant.agency_id.is_not_distinct_from(agency_id),
            Grant.team_id.is_not_distinct_from(team_id),
            is_held(now),
        )
        .order_by(Grant.id)
        .limit(1)
    )


def _note(
    session: Session, action: str, held: Grant, *, actor_id: int | None, now: datetime
) -> None:
    slug = session.scalar(select(Agency.slug).where(Agency.id == held.agency_id))
    note(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="person",
        subject_id=held.person_id,
        detail={
            "role": held.role.value,
            "agency": slug,
            "team": held.team_id,
            "until": held.ends_on.isoformat() if held.ends_on else None,
        },
        now=now,
    )
