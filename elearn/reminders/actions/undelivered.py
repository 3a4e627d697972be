"""Addresses that letters do not reach: noted when a server refuses one for good, forgotten when a
letter arrives or the agency says that the address is right."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.domain.undelivered import meaning
from elearn.models import ReminderItem, UndeliveredAddress
from elearn.operations.trail import note


def note_refusal(
    session: Session, *, person_id: int | None, address: str, answer: str, now: datetime
) -> None:
    """Remember that nobody can be reached at an address, if that is what the answer means."""
    if person_id is None or not meaning(answer).is_address:
        return
    held = session.scalar(
        select(UndeliveredAddress).where(UndeliveredAddress.person_id == person_id)
    )
    if held is None:
        held = UndeliveredAddress(person_id=person_id, address=address, answer=answer, since=now)
        session.add(held)
    elif held.address != address:
        held.address, held.since = address, now
    held.answer = answer
    session.flush()


def forget_refusal(session: Session, *, person_id: int) -> None:
    """A letter arrived."""
    session.execute(delete(UndeliveredAddress).where(UndeliveredAddress.person_id == person_id))


def try_again(
    session: Session, *, person_id: int, agency_id: int, actor_id: int, now: datetime
) -> bool:
    """The agency says that the address is right: write to it again. False if it was not noted."""
    held = session.scalar(
        select(UndeliveredAddress).where(UndeliveredAddress.person_id == person_id)
    )
    if held is None:
        return False
    session.delete(held)
    note(
        session,
        action="address.tried-again",
        actor_id=actor_id,
        subject_kind="person",
        subject_id=person_id,
        detail={"agency": agency_id},
        now=now,
    )
    return True


def forget_letter(session: Session, letter_id: int) -> None:
    """A reminder that was not true any more told nothing to anybody."""
    session.execute(delete(ReminderItem).where(ReminderItem.letter_id == letter_id))
