"""Erasing a person: the name goes, the figures stay."""

import secrets
from datetime import datetime

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from elearn.accounts.actions.people import AccountError
from elearn.models import (
    Grant,
    Letter,
    LetterState,
    Password,
    Person,
    PersonStatus,
    RosterChange,
    SignInSession,
    SingleUseLink,
    StaffNumber,
)
from elearn.operations.trail import note

NOWHERE = "erased@erased.invalid"


def erase(session: Session, *, person_id: int, actor_id: int | None, now: datetime) -> None:
    """Put a random pseudonym in the place of somebody's name and forget how to reach them.

    Postings, completions, attempts and answers stay, so that no past figure changes. The trail
    names people by number only, so its hashes stay true.
    """
    person = session.get_one(Person, person_id)
    if person.status is PersonStatus.ERASED:
        raise AccountError("This person has been erased already.")
    pseudonym = secrets.token_hex(6)
    _forget_address(session, person)
    person.full_name, person.email, person.manager_email = f"Erased {pseudonym}", None, None
    person.public_id = secrets.token_urlsafe(16)
    person.status = PersonStatus.ERASED
    _forget_access(session, person_id, now)
    session.execute(
        update(StaffNumber)
        .where(StaffNumber.person_id == person_id)
        .values(value=f"erased-{pseudonym}")
    )
    session.execute(
        update(RosterChange).where(RosterChange.person_id == person_id).values(before={}, after={})
    )
    note(
        session,
        action="erased",
        actor_id=actor_id,
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )


def _forget_address(session: Session, person: Person) -> None:
    """Letters to the person, and the person as other people's manager."""
    to_them = Letter.person_id == person.id
    if person.email:
        to_them = or_(to_them, Letter.recipient == person.email)
        session.execute(
            update(Person).where(Person.manager_email == person.email).values(manager_email=None)
        )
    session.execute(
        update(Letter)
        .where(to_them, Letter.state.in_([LetterState.QUEUED, LetterState.SENDING]))
        .values(state=LetterState.FAILED, answer="The person was erased.")
    )
    session.execute(update(Letter).where(to_them).values(recipient=NOWHERE, subject="", body=""))


def _forget_access(session: Session, person_id: int, now: datetime) -> None:
    for table in (Password, SignInSession, SingleUseLink):
        session.execute(delete(table).where(table.person_id == person_id))
    session.execute(
        update(Grant)
        .where(Grant.person_id == person_id, Grant.revoked_at.is_(None))
        .values(revoked_at=now)
    )
