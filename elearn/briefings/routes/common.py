"""What several pages of briefings begin with: the agency, the room, texts filled in."""

from dataclasses import dataclass
from functools import cache

from flask import abort, current_app, g, request
from markupsafe import Markup

from elearn.access.policy import AgencyScope
from elearn.briefings.by import By
from elearn.briefings.queries.rooms import Room
from elearn.briefings.queries.rooms import room as room_of
from elearn.briefings.questions import Question, Sent, questions
from elearn.content.local import Place
from elearn.content.markdown import resolve_contacts
from elearn.content.queries import ContactRow, contacts, document
from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.records.places import AgencyName, agency_by_slug
from elearn.web.clock import now, today
from elearn.web.guard import scope

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Office:
    """The agency of the address, and whose rooms may be seen there."""

    of: AgencyName
    scope: AgencyScope


def office(slug: str) -> Office:
    """The agency of that slug; team leads see their teams' rooms there."""
    return Office(agency_by_slug(db.session(), slug) or abort(404), scope())


def found(here: Office, briefing: int) -> Room:
    """The room of that number, or 404."""
    return room_of(db.session(), here.scope, here.of.agency_id, briefing) or abort(404)


def by() -> By:
    """Who asks, and when."""
    return By(g.actor.person_id if g.actor else None, now(), today())


def address_of(code: str) -> str:
    """Where the code of a room leads, as it stands in the QR code."""
    base: str = current_app.extensions["settings"].base_url
    return f"{base.rstrip('/')}/b/{code.lower()}"


def asked(room: Room, sent: Sent | None = None) -> tuple[Question, ...]:
    """The questions of a room, filled in for its agency."""
    place = Place({room.agency_id: room.agency})

    @cache
    def known() -> tuple[ContactRow, ...]:
        return contacts(db.session(), of=(room.agency_id,))

    def fill(html: str) -> Markup:
        rows = known() if "{contact:" in html else ()
        return resolve_contacts(html, rows, today=today(), links=False, place=place)

    return questions(room.questions, document(db.session(), room.version_id), fill, sent)


def facts_line(room: Room, day: str = "") -> str:
    """Day, place and facilitator in one line."""
    parts = [day or uk_date(room.held_on), room.place, room.facilitator]
    return ", ".join(part for part in parts if part)


def words() -> str:
    """What was typed into the search box, as far as it can be looked for."""
    typed = request.args.get("q", "")
    return " ".join("".join(one for one in typed if one.isprintable()).split())[:LONGEST_SEARCH]
