"""Asking for an account: proving an address first, then asking the agency."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from elearn.accounts import letters_of_ways as letters
from elearn.accounts.actions.letter_limit import may_write
from elearn.accounts.queries.registering import (
    Asking,
    Choice,
    Known,
    administrators,
    agency_that_waits,
    known_by,
    unproved,
)
from elearn.accounts.tokens import digest, new_secret
from elearn.models import Registration
from elearn.operations.invitations import Sender, Words, send_invitation
from elearn.operations.leads import whom_to_tell
from elearn.operations.letters import write
from elearn.operations.trail import note

PROVE_LIFE = timedelta(hours=24)
ANSWER_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Work:
    """Where somebody says that they work."""

    agency: Choice
    role_id: int
    team_id: int | None


def ask_for_account(
    session: Session,
    *,
    name: str,
    email: str,
    letter_key: str,
    address_key: str,
    sender: Sender,
    now: datetime,
) -> None:
    """Write one letter to the address, at most three an hour: the link that proves it is theirs, or
    what fits whoever is known under it already. The caller answers the same either way."""
    if not may_write(session, letter_key=letter_key, address_key=address_key, now=now):
        return
    is_known, person = known_by(session, email)
    if is_known:
        if person:
            _answer_known(session, person, email, sender, now)
        return
    if agency := agency_that_waits(session, email):
        words = letters.still_waiting(sender, agency=agency)
        _write(session, f"registration-waits:{new_secret()}", None, email, words, now)
        return
    _begin(session, name, email, sender, now)


def _begin(session: Session, name: str, email: str, sender: Sender, now: datetime) -> None:
    """A new request; an earlier one that was not gone on with is forgotten."""
    session.execute(
        delete(Registration).where(Registration.email == email, Registration.proved_at.is_(None))
    )
    token = new_secret()
    asked = Registration(
        secret_hash=digest(token),
        full_name=name,
        email=email,
        asked_at=now,
        expires_at=now + PROVE_LIFE,
    )
    session.add(asked)
    session.flush()
    words = letters.prove_address(sender, token=token, until=asked.expires_at)
    _write(session, f"registration:{asked.id}:{digest(token)[:12]}", None, email, words, now)
    _note(session, "registration.asked", "registration", asked.id, now)


def say_where(
    session: Session, *, asking: Asking, work: Work, sender: Sender, now: datetime
) -> bool:
    """Use the link up and ask the agency. Of two who come at once one gets False. Whoever was put
    on record meanwhile gets the letter for them, and nobody is asked."""
    used = session.execute(
        update(Registration)
        .where(Registration.id == asking.registration_id, unproved(now))
        .values(
            proved_at=now,
            agency_id=work.agency.row_id,
            role_id=work.role_id,
            team_id=work.team_id,
        )
        .execution_options(synchronize_session=False)
    )
    if int(getattr(used, "rowcount", 0)) != 1:
        return False
    is_known, person = known_by(session, asking.email)
    if is_known:
        session.execute(delete(Registration).where(Registration.id == asking.registration_id))
        if person:
            _answer_known(session, person, asking.email, sender, now)
        return True
    _ask_agency(session, asking, work.agency, sender, now)
    return True


def _ask_agency(
    session: Session, asking: Asking, agency: Choice, sender: Sender, now: datetime
) -> None:
    number = asking.registration_id
    words = letters.asked(sender, name=asking.name, agency=agency.name, until=now + ANSWER_WITHIN)
    _write(session, f"registration:{number}:asked", None, asking.email, words, now)
    leads = whom_to_tell(session, agency_id=agency.row_id, sent_by=None, now=now)
    for one in leads or administrators(session, now):
        words = letters.somebody_asks(
            sender, name=one.name, agency=agency.name, slug=agency.value, is_led=bool(leads)
        )
        key = f"registration:{number}:to:{one.person_id}"
        _write(session, key, one.person_id, one.email, words, now)
    _note(session, "registration.sent", "registration", number, now)


def _answer_known(
    session: Session, person: Known, email: str, sender: Sender, now: datetime
) -> None:
    """The usual invitation for whoever has not come in yet; else a letter that says how."""
    if not person.has_password:
        send_invitation(session, person_id=person.person_id, actor_id=None, sender=sender, now=now)
        return
    words = letters.have_one_already(sender, name=person.name)
    _write(session, f"known:{new_secret()}", person.person_id, email, words, now)
    _note(session, "registration.known", "person", person.person_id, now)


def _write(
    session: Session, key: str, person_id: int | None, to: str, words: Words, now: datetime
) -> None:
    write(
        session,
        key=key,
        person_id=person_id,
        to=to,
        subject=words.subject,
        body=words.body,
        now=now,
    )


def _note(session: Session, action: str, kind: str, number: int, now: datetime) -> None:
    note(session, action=action, actor_id=None, subject_kind=kind, subject_id=number, now=now)
