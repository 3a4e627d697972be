"""Areas, agencies, teams, and the requirement that one of them has of its own: all that people
are posted to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from elearn.content.curriculum import Curriculum
from elearn.demo.mix import MASH
from elearn.demo.places import AGENCIES, AREAS, BORDER_FORCE
from elearn.demo.writing import Ids
from elearn.domain.dates import add_months
from elearn.models import (
    Agency,
    Area,
    Module,
    Need,
    Requirement,
    StaffRole,
    Team,
)

PARTNERS_SINCE = 96  # months
OVERRIDES = {
    "M02": "Officers meet people before anybody else does: so the steering group agreed.",
    "M03": "Border Force is a First Responder organisation: its officers decide on referrals.",
}
OVERRIDE_GRACE, OVERRIDE_REFRESH = 90, {"M02": 24, "M03": 12}


def write_areas(session: Session, *, as_of: date) -> dict[str, int]:
    """The four areas; ids by slug. People are counted in the middle of a year, and it takes a
    year to say how many they are."""
    since = add_months(as_of, -PARTNERS_SINCE)
    counted_on = date(add_months(as_of, -12).year, 6, 30)
    rows = [
        {
            "slug": one.slug,
            "name": one.name,
            "population": one.population,
            "population_source": "Mid-year estimate, made up for this demonstration",
            "population_as_at": counted_on,
            "valid_from": since,
        }
        for one in AREAS
    ]
    session.execute(insert(Area), rows)
    return dict(session.execute(select(Area.slug, Area.id)).all())


def write_agencies(
    session: Session,
    *,
    curriculum: Curriculum,
    areas: dict[str, int],
    teams: Iterable[tuple[str, str]],
    as_of: date,
) -> Ids:
    """The agencies and their teams, and where everything is."""
    kinds = {kind.code: kind for kind in curriculum.agency_types}
    since = add_months(as_of, -PARTNERS_SINCE)
    rows = [
        {
            "slug": one.slug,
            "name": one.name,
            "type": one.type,
            "area_id": areas[one.area] if one.area else None,
            "first_responder": one.is_first_responder(kinds[one.type.value]),
            "duty_to_notify": one.has_duty_to_notify(kinds[one.type.value]),
            "valid_from": since,
        }
        for one in AGENCIES
    ]
    session.execute(insert(Agency), rows)
    agencies = dict(session.execute(select(Agency.slug, Agency.id)).all())
    return Ids(
        agencies=agencies,
        teams=_write_teams(session, teams, agencies),
        roles=dict(session.execute(select(StaffRole.code, StaffRole.id)).all()),
    )


def _write_teams(
    session: Session, teams: Iterable[tuple[str, str]], agencies: dict[str, int]
) -> dict[tuple[str, str], int]:
    names = {agency_id: slug for slug, agency_id in agencies.items()}
    rows = [
        {
            "agency_id": agencies[agency],
            "slug": slug_of(name),
            "name": name,
            "is_mash": name == MASH,
        }
        for agency, name in teams
    ]
    session.execute(insert(Team), rows)
    found = session.execute(select(Team.agency_id, Team.name, Team.id))
    return {(names[agency_id], name): team_id for agency_id, name, team_id in found}


def slug_of(name: str) -> str:
    """A name as it stands in addresses.

    >>> slug_of("Waste and streets")
    'waste-and-streets'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def write_overrides(session: Session, *, ids: Ids, start: date) -> None:
    """What Border Force asks of its officers besides the partnership's matrix."""
    modules = dict(session.execute(select(Module.code, Module.id)).all())
    rows = [
        {
            "agency_id": ids.agencies[BORDER_FORCE],
            "role_id": ids.roles["R11"],
            "module_id": modules[code],
            "need": Need.REQUIRED,
            "start": start,
            "grace_days": OVERRIDE_GRACE,
            "refresh_months": OVERRIDE_REFRESH[code],
            "reason": reason,
        }
        for code, reason in OVERRIDES.items()
    ]
    session.execute(insert(Requirement), rows)


def needs_by_role(
    matrix: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """(agency, role) -> codes of the modules it requires: the matrix, and Border Force's own."""
    for agency in AGENCIES:
        for role, cells in matrix.items():
            codes = {code for code, need in cells.items() if need == "R"}
            if (agency.slug, role) == (BORDER_FORCE, "R11"):
                codes |= set(OVERRIDES)
            yield (agency.slug, role), frozenset(codes)
