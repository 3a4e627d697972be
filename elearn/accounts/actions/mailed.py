"""Signing in with a link by letter: writing it, using it up, stopping it."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.accounts import letters_of_ways as letters
from elearn.accounts.actions.letter_limit import may_write
from elearn.accounts.queries.entry import may_come_in
from elearn.accounts.queries.mailed import unused
from elearn.accounts.tokens import MAILED_LIFE, digest, new_secret
from elearn.models import MailedLink, Person
from elearn.operations.invitations import Sender
from elearn.operations.letters import write
from elearn.operations.tongues import speaking
from elearn.operations.trail import note


def ask_for_link(
    session: Session,
    *,
    email: str,
    browser: str,
    goes_to: str,
    letter_key: str,
    address_key: str,
    sender: Sender,
    now: datetime,
) -> None:
    """Write the letter whose link signs somebody in, if the address is somebody's who may come in
    and had fewer than three letters in the last hour. Earlier links of theirs stop working.

    ``browser`` is the secret that the asking browser keeps; ``goes_to`` a path of this site."""
    may = may_write(session, letter_key=letter_key, address_key=address_key, now=now)
    person = session.scalar(select(Person).where(Person.email == email, may_come_in()))
    if person is None or not may:
        return
    _shut_earlier(session, person.id, now)
    token = new_secret()
    link = MailedLink(
        secret_hash=digest(token),
        person_id=person.id,
        browser_hash=digest(browser),
        goes_to=goes_to,
        created_at=now,
        expires_at=now + MAILED_LIFE,
    )
    session.add(link)
    session.flush()
    with speaking(person.language):
        words = letters.mailed(sender, name=person.full_name, token=token, until=link.expires_at)
    write(
        session,
        key=f"mailed:{link.id}",
        person_id=person.id,
        to=email,
        subject=words.subject,
        body=words.body,
        now=now,
    )
    _note(session, "sign-in-link-asked", person.id, now)


def use_mailed(session: Session, *, link_id: int, now: datetime) -> bool:
    """Use a link up by one conditional statement: of those who come at once one gets True."""
    return _close(session, link_id, now)


def stop_mailed(session: Session, *, link_id: int, person_id: int, now: datetime) -> bool:
    """Whoever got the letter did not ask for it: the link stops working."""
    stopped = _close(session, link_id, now)
    if stopped:
        _note(session, "sign-in-link-stopped", person_id, now)
    return stopped


def _close(session: Session, link_id: int, now: datetime) -> bool:
    closed = session.execute(
        update(MailedLink)
        .where(MailedLink.id == link_id, unused(now))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return int(getattr(closed, "rowcount", 0)) == 1


def _shut_earlier(session: Session, person_id: int, now: datetime) -> None:
    session.execute(
        update(MailedLink)
        .where(MailedLink.person_id == person_id, unused(now))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )


def _note(session: Session, action: str, person_id: int, now: datetime) -> None:
    note(
        session,
        action=action,
        actor_id=None,
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )
