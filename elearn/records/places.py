"""Areas, agencies and teams: one in an address, and putting them on file."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Agency, AgencyType, Area, Team


class PlaceError(ValueError):
    """A place that cannot be put on file, in a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency as its pages name it."""

    agency_id: int
    slug: str
    name: str


def agency_by_slug(session: Session, slug: str) -> AgencyName | None:
    """The agency of that slug."""
    statement = select(Agency.id, Agency.slug, Agency.name).where(Agency.slug == slug)
    row = session.execute(statement).one_or_none()
    return AgencyName(*row) if row else None


def add_area(
    session: Session,
    *,
    slug: str,
    name: str,
    population: int,
    source: str = "",
    as_at: date | None = None,
    on: date,
) -> Area:
    """An area from a day on, with its people by whose figure of which day. Saying the same thing
    twice changes nothing.

    Raises PlaceError when the slug belongs to an area of another name.
    """
    found = session.scalar(select(Area).where(Area.slug == slug))
    if found and found.name != name:
        raise PlaceError(f"The area {slug} is {found.name} already. Choose another short name.")
    if found:
        return found
    area = Area(
        slug=slug,
        name=name,
        population=population,
        population_source=source,
        population_as_at=as_at,
        valid_from=on,
    )
    session.add(area)
    session.flush()
    return area


def add_agency(
    session: Session,
    *,
    slug: str,
    name: str,
    kind: AgencyType,
    area: str | None,
    first_responder: bool,
    duty_to_notify: bool,
    on: date,
) -> Agency:
    """An agency from a day on; without an area it covers the whole partnership. Saying the same
    thing twice changes nothing.

    Raises PlaceError when there is no such area or the slug belongs to another agency.
    """
    found = session.scalar(select(Agency).where(Agency.slug == slug))
    if found and found.name != name:
        raise PlaceError(f"The agency {slug} is {found.name} already. Choose another short name.")
    if found:
        return found
    place = session.scalar(select(Area).where(Area.slug == area)) if area else None
    if area and place is None:
        raise PlaceError(f"There is no area {area}. Add it first: flask places area.")
    agency = Agency(
        slug=slug,
        name=name,
        type=kind,
        area_id=place.id if place else None,
        first_responder=first_responder,
        duty_to_notify=duty_to_notify,
        valid_from=on,
    )
    session.add(agency)
    session.flush()
    return agency


def add_team(session: Session, *, agency: str, slug: str, name: str, is_mash: bool) -> Team:
    """A team of an agency. Saying the same thing twice changes nothing.

    Raises PlaceError when there is no such agency.
    """
    house = session.scalar(select(Agency).where(Agency.slug == agency))
    if house is None:
        raise PlaceError(f"There is no agency {agency}. Add it first: flask places agency.")
    same = select(Team).where(Team.agency_id == house.id, Team.slug == slug)
    if found := session.scalar(same):
        return found
    team = Team(agency_id=house.id, slug=slug, name=name, is_mash=is_mash)
    session.add(team)
    session.flush()
    return team
