"""Accounts from the outside: creating, inviting, granting, suspending."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.accounts.actions.entry import end_sessions
from elearn.accounts.queries.people import other_administrators, someone_at
from elearn.domain.identity import canonical_email, clean_name
from elearn.models import Agency, Grant, Person, PersonStatus, Posting, SingleUseLink
from elearn.operations.trail import note

WITH_AGENCY = frozenset({Role.AGENCY_LEAD, Role.TEAM_LEAD})


class AccountError(Exception):
    """An account cannot be changed so; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody starts to work."""

    agency_id: int
    team_id: int | None
    role_id: int
    start: date


def create_person(
    session: Session,
    *,
    name: str,
    email: str,
    place: Place | None,
    actor_id: int | None,
    now: datetime,
) -> Person:
    """Put a person on file, with a posting if a place is given. Raises AccountError when the
    address belongs to somebody else, IdentityError when name or address cannot be taken."""
    address, full_name = canonical_email(email), clean_name(name)
    if someone_at(session, address):
        raise AccountError("There is already an account with this e-mail address.")
    person = Person(
        public_id=secrets.token_urlsafe(16),
        full_name=full_name,
        email=address,
        status=PersonStatus.ACTIVE,
        created_at=now,
    )
    session.add(person)
    session.flush()
    if place:
        session.add(
            Posting(
                person_id=person.id,
                agency_id=place.agency_id,
                team_id=place.team_id,
                role_id=place.role_id,
                start=place.start,
            )
        )
    _note(session, "person-created", person.id, actor_id=actor_id, now=now)
    return person


def grant(
    session: Session,
    *,
    person_id: int,
    role: Role,
    agency_id: int | None,
    team_id: int | None,
    actor_id: int | None,
    now: datetime,
) -> Grant:
    """Give a role. The same role twice is one. Sessions end, so that it counts from now on."""
    _check_place(role, agency_id, team_id)
    held = session.scalar(_held(person_id, role, agency_id, team_id))
    if held:
        return held
    given = Grant(
        person_id=person_id,
        role=role,
        agency_id=agency_id,
        team_id=team_id,
        granted_at=now,
        granted_by_id=actor_id,
    )
    session.add(given)
    end_sessions(session, person_id=person_id, now=now)
    _note(
        session,
        "role-granted",
        person_id,
        actor_id=actor_id,
        now=now,
        detail=_where(session, role, agency_id, team_id),
    )
    return given


def _check_place(role: Role, agency_id: int | None, team_id: int | None) -> None:
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


def revoke(
    session: Session,
    *,
    person_id: int,
    role: Role,
    agency_id: int | None,
    team_id: int | None,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Take a role back. Raises AccountError if it is not held, or would leave nobody in charge."""
    held = session.scalar(_held(person_id, role, agency_id, team_id))
    if held is None:
        raise AccountError("This person does not hold that role there.")
    if role is Role.ADMINISTRATOR:
        _somebody_else_is_in_charge(session, person_id)
    held.revoked_at = now
    end_sessions(session, person_id=person_id, now=now)
    _note(
        session,
        "role-revoked",
        person_id,
        actor_id=actor_id,
        now=now,
        detail=_where(session, role, agency_id, team_id),
    )


def suspend(session: Session, *, person_id: int, actor_id: int | None, now: datetime) -> None:
    """Shut somebody out by every door at once. What they did stays on record."""
    person = session.get_one(Person, person_id)
    if person.status is not PersonStatus.ACTIVE:
        raise AccountError("This account is not active, so there is nothing to suspend.")
    _somebody_else_is_in_charge(session, person_id)
    person.status = PersonStatus.SUSPENDED
    end_sessions(session, person_id=person_id, now=now)
    session.execute(
        update(SingleUseLink)
        .where(SingleUseLink.person_id == person_id, SingleUseLink.used_at.is_(None))
        .values(used_at=now)
    )
    _note(session, "suspended", person_id, actor_id=actor_id, now=now)


def let_back_in(session: Session, *, person_id: int, actor_id: int | None, now: datetime) -> None:
    """Lift a suspension."""
    person = session.get_one(Person, person_id)
    if person.status is not PersonStatus.SUSPENDED:
        raise AccountError("This account is not suspended.")
    person.status = PersonStatus.ACTIVE
    _note(session, "let-back-in", person_id, actor_id=actor_id, now=now)


def sign_out_everywhere(
    session: Session, *, person_id: int, actor_id: int | None, now: datetime
) -> int:
    """End all of a person's sessions; say how many there were."""
    ended = end_sessions(session, person_id=person_id, now=now)
    _note(session, "sessions-ended", person_id, actor_id=actor_id, now=now, detail={"ended": ended})
    return ended


def note_export(session: Session, *, person_id: int, actor_id: int | None, now: datetime) -> None:
    """Leave a line in the trail that everything held on somebody was written to a file."""
    _note(session, "data-exported", person_id, actor_id=actor_id, now=now)


def _somebody_else_is_in_charge(session: Session, person_id: int) -> None:
    administers = session.scalar(_held(person_id, Role.ADMINISTRATOR, None, None))
    if administers and not other_administrators(session, person_id):
        raise AccountError("This is the only administrator. Make another one first.")


def _held(person_id: int, role: Role, agency_id: int | None, team_id: int | None) -> Select[Grant]:
    return select(Grant).where(
        Grant.person_id == person_id,
        Grant.role == role,
        Grant.agency_id.is_not_distinct_from(agency_id),
        Grant.team_id.is_not_distinct_from(team_id),
        Grant.revoked_at.is_(None),
    )


def _where(
    session: Session, role: Role, agency_id: int | None, team_id: int | None
) -> dict[str, object]:
    slug = session.scalar(select(Agency.slug).where(Agency.id == agency_id)) if agency_id else None
    return {"role": role.value, "agency": slug, "team": team_id}


def _note(
    session: Session,
    action: str,
    person_id: int,
    *,
    actor_id: int | None,
    now: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    note(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="person",
        subject_id=person_id,
        detail=detail,
        now=now,
    )
