"""Withdrawing a certificate: the completion that it tells of leaves the record, with a reason."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.certificates.letters import withdrawn
from elearn.models import Certificate, Completion, Module, Person, PersonStatus, Revocation
from elearn.operations.invitations import Sender
from elearn.operations.letters import write
from elearn.operations.tongues import speaking
from elearn.operations.trail import note
from elearn.records.actions import revoke_completion


def withdraw(
    session: Session,
    *,
    code: str,
    reason: str,
    actor_id: int,
    sender: Sender,
    now: datetime,
    today: date,
) -> bool:
    """Take the completion of that code out of the reckoning from today on, and tell its holder.
    False, and nothing is changed, where that was done before."""
    found = select(Completion).join(Certificate).where(Certificate.code == code)
    completion = session.scalars(found.with_for_update(of=Completion)).one()
    if session.get(Revocation, completion.id) is not None:
        return False
    revoke_completion(session, completion_id=completion.id, on=today, reason=reason, now=now)
    note(
        session,
        action="certificate.withdrawn",
        actor_id=actor_id,
        subject_kind="completion",
        subject_id=completion.id,
        detail={"module": completion.module_id},
        now=now,
    )
    _tell(session, completion, code, reason, sender, now)
    return True


def _tell(
    session: Session, completion: Completion, code: str, reason: str, sender: Sender, now: datetime
) -> None:
    """A letter to the holder, if they have an address."""
    person = session.get_one(Person, completion.person_id)
    if person.email is None or person.status is PersonStatus.ERASED:
        return
    module = session.get_one(Module, completion.module_id)
    with speaking(person.language):
        words = withdrawn(
            sender,
            name=person.full_name,
            module=module.title,
            passed_on=completion.completed_on,
            code=code,
            reason=reason,
        )
    write(
        session,
        key=f"certificate-withdrawn-{completion.id}",
        person_id=person.id,
        to=person.email,
        subject=words.subject,
        body=words.body,
        now=now,
    )
