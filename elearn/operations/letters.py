"""The outbox: letters are written with the change they tell of and sent after it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Letter


def write(
    session: Session,
    *,
    key: str,
    person_id: int | None,
    to: str,
    subject: str,
    body: str,
    now: datetime,
    not_before: datetime | None = None,
) -> Letter:
    """Put a letter in the outbox. The same ``key`` twice is one letter.

    ``session.info["letters_waiting"]`` tells whoever commits to wake the worker afterwards.
    """
    if existing := session.scalar(select(Letter).where(Letter.key == key)):
        return existing
    letter = Letter(
        key=key,
        person_id=person_id,
        recipient=to,
        subject=subject,
        body=body,
        message_id=_message_id(key, to),
        created_at=now,
        not_before=not_before or now,
    )
    session.add(letter)
    session.flush()
    session.info["letters_waiting"] = True
    return letter


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be put in the outbox."""

    key: str
    person_id: int | None
    to: str
    subject: str
    body: str


def write_many(session: Session, drafts: Sequence[Draft], *, now: datetime) -> dict[str, int]:
    """Put many letters in the outbox with three statements; ids by key of those that are new. A
    key that was written before is no new letter."""
    known = set(session.scalars(select(Letter.key).where(Letter.key.in_([d.key for d in drafts]))))
    fresh = {one.key: one for one in drafts if one.key not in known}
    letters = [_letter(one, now) for one in fresh.values()]
    session.add_all(letters)
    session.flush()
    if letters:
        session.info["letters_waiting"] = True
    return {one.key: one.id for one in letters}


def _letter(draft: Draft, now: datetime) -> Letter:
    return Letter(
        key=draft.key,
        person_id=draft.person_id,
        recipient=draft.to,
        subject=draft.subject,
        body=draft.body,
        message_id=_message_id(draft.key, draft.to),
        created_at=now,
        not_before=now,
    )


def _message_id(key: str, to: str) -> str:
    domain = to.rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"
