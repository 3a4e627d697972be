"""Erasing a person: the name goes, the figures stay."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from elearn.models import Person, PersonStatus
from elearn.operations import erasures
from elearn.operations.erasing import erase_record, letters_of, records_of
from elearn.operations.grants import AccountError
from elearn.operations.trail import note


def erase(
    session: Session,
    *,
    person_id: int,
    actor_id: int | None,
    now: datetime,
    folder: Path | None = None,
) -> None:
    """Put a random pseudonym in the place of somebody's name and forget how to reach them, on this
    record and on those that were put together with it.

    Postings, completions, attempts and answers stay, so that no past figure changes; only the
    words of typed answers go. The trail names people by number only, so its hashes stay true.
    With the instance ``folder``, the list there of the erased gets the person's token, and letters
    that are kept as files go.
    """
    person = session.get_one(Person, person_id)
    if person.status is PersonStatus.ERASED:
        raise AccountError("This person has been erased already.")
    for other_id in records_of(session, person_id):
        other = session.get_one(Person, other_id)
        if other.status is not PersonStatus.ERASED:
            letters = letters_of(session, other)
            erasures.add(session, other, folder=folder, now=now)
            erase_record(session, other, now)
            if folder is not None:
                erasures.forget_letter_files(folder, letters)
    note(
        session,
        action="erased",
        actor_id=actor_id,
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )
