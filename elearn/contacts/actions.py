"""Entering, confirming and taking out an agency's own contact. Each says so in the trail."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.local import is_local
from elearn.domain.dates import add_months
from elearn.models import Agency, Contact
from elearn.operations.trail import note

GOOD_FOR_MONTHS = 6
SUBJECT = "contact"


class LocalContactError(ValueError):
    """Something that cannot be done to a contact, in a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a lead typed, cleaned. ``number`` or ``url`` is filled."""

    name: str
    number: str
    url: str
    hours: str
    note: str


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when: ``today`` is the day in London."""

    person_id: int
    name: str
    now: datetime
    today: date


def subject_id(agency_id: int, key: str) -> str:
    """How the trail names a contact of an agency."""
    return f"{agency_id}/{key}"


def enter(session: Session, *, agency_id: int, key: str, entry: Entry, by: By) -> bool:
    """Write down a contact of an agency; False when nothing of it changed.

    Another number or address has to be confirmed anew: the check of the old one goes. Raises
    LocalContactError when the partnership asks for no such contact.
    """
    _must_be_asked_for(session, key)
    row = _row(session, agency_id, key) or Contact(agency_id=agency_id, key=key)
    values: dict[str, object] = {
        "name": entry.name,
        "number": entry.number or None,
        "url": entry.url or None,
        "hours": entry.hours,
        "what": entry.note,
        "source": "Entered by the agency",
    }
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    if not changed:
        return False
    if {"number", "url"} & set(changed):
        values |= dict.fromkeys(("verified_on", "verified_by", "verified_by_id", "review_by"))
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    _note(session, "contact.entered", agency_id, key, by, {"changed": changed})
    return True


def confirm(session: Session, *, agency_id: int, key: str, seen: str, by: By) -> bool:
    """Say that the number was rung and is right, for six months; False when it was said today.

    ``seen`` is the number or address that the page showed. Raises LocalContactError when there is
    nothing to confirm or it is another by now.
    """
    row = _row(session, agency_id, key)
    if row is None or not (row.number or row.url):
        raise LocalContactError("Nothing is entered here yet. Enter the contact first.")
    if seen != seen_of(row.number, row.url):
        raise LocalContactError(
            "This contact was changed while you had the page open. Ring the number that stands "
            "here now, then confirm it."
        )
    if row.verified_on == by.today and row.verified_by_id == by.person_id:
        return False
    row.verified_on, row.verified_by, row.verified_by_id = by.today, by.name, by.person_id
    row.review_by = add_months(by.today, GOOD_FOR_MONTHS)
    _note(session, "contact.confirmed", agency_id, key, by, {"until": row.review_by.isoformat()})
    return True


def take_out(session: Session, *, agency_id: int, key: str, by: By) -> bool:
    """Forget a contact of an agency; False when there was none."""
    row = _row(session, agency_id, key)
    if row is None:
        return False
    session.delete(row)
    _note(session, "contact.taken-out", agency_id, key, by, {})
    return True


def seen_of(number: str | None, url: str | None) -> str:
    """What of a contact is confirmed: both the number and the address."""
    return f"{number or ''} {url or ''}".strip()


def _must_be_asked_for(session: Session, key: str) -> None:
    asked = select(Contact.id).where(Contact.agency_id.is_(None), Contact.key == key)
    if not is_local(key) or session.scalar(asked) is None:
        raise LocalContactError("The partnership asks for no such contact.")


def _row(session: Session, agency_id: int, key: str) -> Contact | None:
    """The agency's contact. The agency is held until the transaction ends, so that one change
    waits for the other and sees it."""
    session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update()).all()
    wanted = select(Contact).where(Contact.agency_id == agency_id, Contact.key == key)
    return session.scalar(wanted)


def _note(
    session: Session, action: str, agency_id: int, key: str, by: By, detail: dict[str, object]
) -> None:
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind=SUBJECT,
        subject_id=subject_id(agency_id, key),
        detail=detail,
        now=by.now,
    )
