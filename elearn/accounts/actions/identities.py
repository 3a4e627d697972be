"""Joining an account here to one at another service, and what each answer of it is good for."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.accounts import letters_of_ways as letters
from elearn.accounts.queries.identities import person_of
from elearn.accounts.tokens import digest
from elearn.models import Identity, Person, SpentAnswer
from elearn.operations.invitations import Sender
from elearn.operations.letters import write
from elearn.operations.tongues import speaking
from elearn.operations.trail import note


class TakenError(Exception):
    """Somebody else has joined this account elsewhere."""


def spend(session: Session, *, nonce: str, now: datetime) -> bool:
    """Use an answer of the service up; False where that was done before."""
    try:
        with session.begin_nested():
            session.add(SpentAnswer(nonce_hash=digest(nonce), at=now))
            session.flush()
    except IntegrityError:
        return False
    return True


def join(
    session: Session,
    *,
    person_id: int,
    issuer: str,
    subject: str,
    label: str,
    service: str,
    sender: Sender,
    now: datetime,
) -> bool:
    """Join an account elsewhere to the one of somebody who is signed in here, and write to tell
    them. False where it was joined before; TakenError if it is somebody else's."""
    holder = person_of(session, issuer, subject)
    if holder is None:
        row = Identity(
            person_id=person_id, issuer=issuer, subject=subject, label=label, joined_at=now
        )
        try:
            with session.begin_nested():
                session.add(row)
                session.flush()
        except IntegrityError:
            holder = person_of(session, issuer, subject)
    if holder not in (None, person_id):
        raise TakenError
    if holder is not None:
        return False
    _tell(session, person_id, service, row.id, sender, now)
    _note(session, "identity.joined", person_id, now)
    return True


def take_away(session: Session, *, person_id: int, row_id: int, now: datetime) -> bool:
    """Take a joined account away; False where it was gone already."""
    theirs = (Identity.id == row_id, Identity.person_id == person_id)
    if session.scalar(select(Identity.id).where(*theirs)) is None:
        return False
    gone = session.execute(delete(Identity).where(*theirs))
    if int(getattr(gone, "rowcount", 0)) != 1:
        return False
    _note(session, "identity.removed", person_id, now)
    return True


def _tell(
    session: Session, person_id: int, service: str, row_id: int, sender: Sender, now: datetime
) -> None:
    person = session.get_one(Person, person_id)
    if person.email is None:
        return
    with speaking(person.language):
        words = letters.joined_elsewhere(sender, name=person.full_name, service=service, at=now)
    write(
        session,
        key=f"identity:{row_id}:{now.isoformat()}",
        person_id=person_id,
        to=person.email,
        subject=words.subject,
        body=words.body,
        now=now,
    )


def _note(session: Session, action: str, person_id: int, now: datetime) -> None:
    note(
        session,
        action=action,
        actor_id=person_id,
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )
