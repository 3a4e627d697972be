"""An agency's own contacts as its lead sees them, with what was done to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.contacts.actions import SUBJECT, subject_id
from elearn.content.local import is_local
from elearn.content.queries import ContactRow, contacts
from elearn.models import Person, TrailEntry

MOST_HISTORY = 50


@dataclass(frozen=True, slots=True)
class OwnContact:
    """A contact the partnership asks for, and what the agency entered for it, if anything."""

    asked: ContactRow
    own: ContactRow | None


@dataclass(frozen=True, slots=True)
class Done:
    """One thing done to a contact; ``by`` is empty for somebody who was erased or a command."""

    at: datetime
    action: str
    by: str
    detail: Mapping[str, Any]


def own_contacts(session: Session, agency_id: int) -> tuple[OwnContact, ...]:
    """Every local contact of an agency, in the order of contacts.yaml, entered or not."""
    rows = contacts(session, of=(agency_id,))
    own = {row.key: row for row in rows if row.agency_id == agency_id}
    return tuple(
        OwnContact(row, own.get(row.key))
        for row in rows
        if row.agency_id is None and is_local(row.key)
    )


def history(session: Session, agency_id: int, key: str) -> tuple[Done, ...]:
    """What was done to a contact, the latest first."""
    statement = (
        select(TrailEntry.at, TrailEntry.action, Person.full_name, TrailEntry.detail)
        .outerjoin(Person, Person.id == TrailEntry.actor_id)
        .where(
            TrailEntry.subject_kind == SUBJECT,
            TrailEntry.subject_id == subject_id(agency_id, key),
        )
        .order_by(TrailEntry.id.desc())
        .limit(MOST_HISTORY)
    )
    return tuple(
        Done(row.at, row.action, row.full_name or "", row.detail)
        for row in session.execute(statement)
    )
