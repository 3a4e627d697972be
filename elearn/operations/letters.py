"""The outbox: letters are written with the change they tell of and sent after it."""

import hashlib
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
    domain = to.rpartition("@")[2] or "localhost"
    name = hashlib.sha256(key.encode()).hexdigest()[:32]
    letter = Letter(
        key=key,
        person_id=person_id,
        recipient=to,
        subject=subject,
        body=body,
        message_id=f"<{name}@{domain}>",
        created_at=now,
        not_before=not_before or now,
    )
    session.add(letter)
    session.flush()
    session.info["letters_waiting"] = True
    return letter
