"""A second posting for somebody whom another agency knows: offered by letter, made when the person
says that it is so."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from elearn.models import Agency, Person, Posting, PostingOffer, StaffRole
from elearn.operations.invitations import Sender
from elearn.operations.letters import write
from elearn.operations.sign_ins import digest, new_secret
from elearn.operations.tongues import speaking
from elearn.staff import letters
from elearn.staff.actions.rows import give_number, hold, post, tell
from elearn.staff.by import By

OFFER_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody would work."""

    agency_id: int
    team_id: int | None
    role_id: int
    start: date
    staff_number: str | None


def ask(session: Session, *, person: Person, place: Place, sender: Sender, by: By) -> bool:
    """Write to somebody known elsewhere. False while an earlier offer waits for its answer."""
    waiting = select(PostingOffer.id).where(
        PostingOffer.agency_id == place.agency_id,
        PostingOffer.person_id == person.id,
        PostingOffer.answered_at.is_(None),
        PostingOffer.expires_at > by.now,
    )
    if person.email is None or session.scalar(waiting.limit(1)):
        return False
    token = new_secret()
    offer = PostingOffer(
        secret_hash=digest(token),
        agency_id=place.agency_id,
        person_id=person.id,
        team_id=place.team_id,
        role_id=place.role_id,
        staff_number=place.staff_number,
        start=place.start,
        created_at=by.now,
        created_by_id=by.person_id,
        expires_at=by.now + OFFER_LIFE,
    )
    session.add(offer)
    session.flush()
    with speaking(person.language):
        words = letters.offer(
            sender,
            name=person.full_name,
            agency=session.get_one(Agency, place.agency_id).name,
            role=session.get_one(StaffRole, place.role_id).name,
            start=place.start,
            token=token,
            until=offer.expires_at,
        )
    write(
        session,
        key=f"posting-offer:{offer.id}",
        person_id=person.id,
        to=person.email,
        subject=words.subject,
        body=words.body,
        now=by.now,
    )
    tell(session, "posting.offered", person.id, by, agency=place.agency_id, offer=offer.id)
    return True


def answer(session: Session, *, offer_id: int, accepted: bool, by: By) -> bool:
    """What the person says. It counts once: False when it was answered before, or is too late.
    ``by`` names the person themselves."""
    used = session.execute(
        update(PostingOffer)
        .where(
            PostingOffer.id == offer_id,
            PostingOffer.answered_at.is_(None),
            PostingOffer.expires_at > by.now,
        )
        .values(answered_at=by.now, accepted=accepted)
        .execution_options(synchronize_session=False)
    )
    if getattr(used, "rowcount", 0) != 1:
        return False
    offer = session.get_one(PostingOffer, offer_id, populate_existing=True)
    if not accepted:
        tell(session, "posting.declined", offer.person_id, by, agency=offer.agency_id)
        return True
    hold(session, offer.agency_id)
    give_number(session, offer.agency_id, offer.person_id, offer.staff_number)
    if _works_there(session, offer, by.today):
        tell(session, "posting.accepted", offer.person_id, by, agency=offer.agency_id)
        return True
    posting = Posting(
        person_id=offer.person_id,
        agency_id=offer.agency_id,
        team_id=offer.team_id,
        role_id=offer.role_id,
        start=offer.start,
    )
    post(session, posting, action="posting.accepted", by=by)
    return True


def _works_there(session: Session, offer: PostingOffer, today: date) -> bool:
    """Whether a roster put them there in the meantime."""
    going = select(Posting.id).where(
        Posting.person_id == offer.person_id,
        Posting.agency_id == offer.agency_id,
        or_(Posting.end.is_(None), Posting.end > today),
    )
    return session.scalar(going.limit(1)) is not None
