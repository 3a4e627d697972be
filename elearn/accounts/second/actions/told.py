"""What is told of every change: a letter to its person, and a line in the trail."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn.accounts.second import letters
from elearn.models import Base, Person
from elearn.operations.invitations import Sender, Words
from elearn.operations.letters import write
from elearn.operations.sign_ins import digest
from elearn.operations.tongues import speaking
from elearn.operations.trail import note as _trail

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_into(session: Session, table: type[Base]) -> Any:
    """An INSERT that knows what to do about a row that is there already."""
    return INSERTS[session.get_bind().dialect.name](table)


def changed(
    session: Session, action: str, person_id: int, what: str, sender: Sender, now: datetime
) -> None:
    """Write both."""
    person = session.get_one(Person, person_id)
    with speaking(person.language):
        words = letters.changed(sender, name=person.full_name, what=what, at=now)
    post(session, person, words, now)
    note(session, action, person_id, actor_id=person_id, now=now)


def post(session: Session, person: Person, words: Words, now: datetime) -> None:
    """Write to somebody who has an address."""
    if person.email:
        write(
            session,
            key=f"sign-in:{person.id}:{digest(words.body)[:16]}:{now.isoformat()}",
            person_id=person.id,
            to=person.email,
            subject=words.subject,
            body=words.body,
            now=now,
        )


def note(
    session: Session, action: str, person_id: int, *, actor_id: int | None, now: datetime
) -> None:
    """Leave a line in the trail."""
    _trail(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )
