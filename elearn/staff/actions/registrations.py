"""Answering people who ask for an account, and saying which domains are an agency's."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from elearn.domain.mail_domains import PERSONAL, is_open_to_all
from elearn.models import Agency, AgencyDomain, Person, Registration
from elearn.operations.invitations import Sender, send_invitation
from elearn.operations.letters import write
from elearn.operations.trail import note
from elearn.staff import letters
from elearn.staff.actions.joining import HereAlreadyError, Joined, Joiner, join
from elearn.staff.actions.rows import StaffError, hold, save
from elearn.staff.by import By

ANSWERED = "Somebody has answered this request already."
MOST_DOMAINS = 20
TOO_MANY = "An agency has at most 20 domains. Take one away first."


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an approval; ``joined`` is None where they were on record already."""

    name: str
    joined: Joined | None


def approve(
    session: Session,
    *,
    agency_id: int,
    number: int,
    is_somebody_else: bool,
    sender: Sender,
    by: By,
) -> Answered:
    """Put somebody on record from today and invite them. Of two who answer at once one is told that
    it is answered. Whoever is on record by then is invited and not made twice.

    Raises StaffError where it is answered already or there is a doubt; the caller rolls back."""
    hold(session, agency_id)
    asked = _close(session, agency_id, number, approved=True, by=by)
    joined: Joined | None = None
    try:
        outcome = join(
            session,
            agency_id=agency_id,
            joiner=Joiner(
                name=asked.full_name,
                email=asked.email,
                staff_number=None,
                role_id=asked.role_id or 0,
                team_id=asked.team_id,
                start=by.today,
            ),
            is_somebody_else=is_somebody_else,
            sender=sender,
            by=by,
        )
        joined = outcome.joined
    except HereAlreadyError:
        pass  # a list brought them meanwhile: they are invited, and not made twice
    person_id = session.scalar(select(Person.id).where(Person.email == asked.email))
    asked.person_id = person_id
    if person_id and joined not in (Joined.ASKED, Joined.WAITING):
        send_invitation(
            session, person_id=person_id, actor_id=by.person_id, sender=sender, now=by.now
        )
    if joined is Joined.WAITING:  # nothing is on record of them yet that would say who let them in
        _note(session, "registration.approved", number, by, agency=agency_id)
    return Answered(asked.full_name, joined)


def refuse(session: Session, *, agency_id: int, number: int, sender: Sender, by: By) -> str:
    """Say no, and tell whoever asked. Returns their name; StaffError as for ``approve``."""
    hold(session, agency_id)
    asked = _close(session, agency_id, number, approved=False, by=by)
    agency = session.get_one(Agency, agency_id).name
    words = letters.not_approved(sender, name=asked.full_name, agency=agency)
    write(
        session,
        key=f"registration:{number}:no",
        person_id=None,
        to=asked.email,
        subject=words.subject,
        body=words.body,
        now=by.now,
    )
    _note(session, "registration.refused", number, by, agency=agency_id)
    return asked.full_name


def _close(
    session: Session, agency_id: int, number: int, *, approved: bool, by: By
) -> Registration:
    waits = (
        Registration.id == number,
        Registration.agency_id == agency_id,
        Registration.proved_at.is_not(None),
        Registration.decided_at.is_(None),
    )
    if session.scalar(select(Registration.id).where(*waits)) is None:
        raise StaffError(ANSWERED)
    closed = session.execute(
        update(Registration)
        .where(*waits)
        .values(decided_at=by.now, decided_by_id=by.person_id, approved=approved)
        .execution_options(synchronize_session=False)
    )
    if int(getattr(closed, "rowcount", 0)) != 1:
        raise StaffError(ANSWERED)
    return session.get_one(Registration, number, populate_existing=True)


def add_domain(session: Session, *, agency_id: int, domain: str, by: By) -> bool:
    """Say that addresses with a domain are the agency's. False where that was said before."""
    if is_open_to_all(domain):
        raise StaffError(PERSONAL, "domain")
    hold(session, agency_id)
    known = set(
        session.scalars(select(AgencyDomain.domain).where(AgencyDomain.agency_id == agency_id))
    )
    if domain in known:
        return False
    if len(known) >= MOST_DOMAINS:
        raise StaffError(TOO_MANY, "domain")
    row = AgencyDomain(
        agency_id=agency_id, domain=domain, added_at=by.now, added_by_id=by.person_id
    )
    save(session, row)
    _note(session, "domain.added", row.id, by, kind="domain", agency=agency_id)
    return True


def remove_domain(session: Session, *, agency_id: int, row_id: int, by: By) -> bool:
    """Take a domain away; requests that were sent stay. False where it was gone already."""
    theirs = (AgencyDomain.id == row_id, AgencyDomain.agency_id == agency_id)
    if session.scalar(select(AgencyDomain.id).where(*theirs)) is None:
        return False
    gone = session.execute(delete(AgencyDomain).where(*theirs))
    if int(getattr(gone, "rowcount", 0)) != 1:
        return False
    _note(session, "domain.removed", row_id, by, kind="domain", agency=agency_id)
    return True


def _note(
    session: Session, action: str, number: int, by: By, *, kind: str = "registration", agency: int
) -> None:
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind=kind,
        subject_id=number,
        detail={"agency": agency},
        now=by.now,
    )
