"""Accounts from the outside: creating, suspending, letting back in."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.accounts.queries.people import someone_at
from elearn.domain.identity import canonical_email, clean_name
from elearn.models import Grant, Person, PersonStatus, Posting
from elearn.operations.grants import (
    ONLY_ADMINISTRATOR,
    AccountError,
    is_held,
    others_who_hold,
)
from elearn.operations.sign_ins import end_sessions, shut_links
from elearn.operations.trail import note


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


def suspend(session: Session, *, person_id: int, actor_id: int | None, now: datetime) -> None:
    """Shut somebody out by every door at once. What they did stays on record."""
    person = session.get_one(Person, person_id)
    if person.status is not PersonStatus.ACTIVE:
        raise AccountError("This account is not active, so there is nothing to suspend.")
    _somebody_else_is_in_charge(session, person_id, now)
    person.status = PersonStatus.SUSPENDED
    end_sessions(session, person_id=person_id, now=now)
    shut_links(session, person_id=person_id, now=now)
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


def choose_language(session: Session, *, person_id: int, language: str, now: datetime) -> None:
    """Keep the language somebody wants pages in; "" leaves it to their browser."""
    person = session.get_one(Person, person_id)
    if person.language != language:
        person.language = language
        _note(session, "language-chosen", person_id, actor_id=person_id, now=now)


def _somebody_else_is_in_charge(session: Session, person_id: int, now: datetime) -> None:
    """An agency whose last lead is suspended shows on the coordinator's page; the service itself
    would have nobody left who could do anything about it."""
    administers = session.scalar(
        select(Grant.id).where(
            Grant.person_id == person_id, Grant.role == Role.ADMINISTRATOR, is_held(now)
        )
    )
    if administers and not others_who_hold(
        session, person_id=person_id, role=Role.ADMINISTRATOR, agency_id=None, now=now
    ):
        raise AccountError(ONLY_ADMINISTRATOR)


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
