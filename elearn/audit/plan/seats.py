"""The seats of a session split over the agencies of an edition, from what the partnership sees."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.audit.editions import Opened
from elearn.audit.shown import Shown
from elearn.domain.seats import Allotment, SeatNeed, allot

MOST_SEATS = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A session: its seats, its module, and the least that every agency in need is offered."""

    seats: int
    module: str
    floor: int


def wanted_from(arguments: Mapping[str, str], opened: Opened) -> Wanted:
    """What an address says; 24 seats of the first level C module where it says nothing usable."""
    slugs = [module.slug for module in opened.edition.modules]
    by_code = {module.code.lower(): module.slug for module in opened.edition.modules}
    said = arguments.get("module", "")
    module = by_code.get(said.lower(), said)
    if module not in slugs:
        hard = [slug for slug in slugs if slug in opened.edition.level_c]
        module = (hard or slugs or [""])[0]
    return Wanted(
        seats=_number(arguments.get("seats", ""), 24, most=MOST_SEATS) or 24,
        module=module,
        floor=_number(arguments.get("floor", ""), 0, most=MOST_SEATS),
    )


def _number(typed: str, otherwise: int, *, most: int) -> int:
    if typed.isascii() and typed.isdecimal() and len(typed) < 6:
        return min(int(typed), most)
    return otherwise


def needs(shown: Shown, module: str, exposures: Mapping[str, float]) -> list[SeatNeed]:
    """Who is out of date for a module, by agency. A number that is hidden stays unknown: then the
    agency takes part in the floor only, so that no seat tells of it. What one person counts for is
    the fall in weighted unready people (C7) when they come into date."""
    weights = _weights(shown, module, exposures)
    return [
        SeatNeed(key.agency, row.out_of_date, weights.get(key.agency, 1.0))
        for key, row in shown.coverage.items()
        if key.agency and key.module == module and not key.role and row.out_of_date != 0
    ]


def split(shown: Shown, wanted: Wanted, exposures: Mapping[str, float]) -> tuple[Allotment, ...]:
    """The seats of each agency that gets any."""
    found = needs(shown, wanted.module, exposures)
    return allot(found, seats=wanted.seats, floor=wanted.floor)


def _weights(shown: Shown, module: str, exposures: Mapping[str, float]) -> dict[str, float]:
    """w x g x shrunk mastery where the edition ranks the agency: somebody in date is ready with the
    chance of their agency's mastery. Else the mean exposure of its roles that need the module, as
    far as their numbers are shown."""
    people: dict[str, list[tuple[int, float]]] = {}
    for row in shown.cells:
        if row.module == module and row.in_scope:
            pair = (row.in_scope, exposures.get(row.role, 1.0))
            people.setdefault(row.agency, []).append(pair)
    found = {
        agency: sum(number * weight for number, weight in pairs) / sum(n for n, _ in pairs)
        for agency, pairs in people.items()
    }
    for row in shown.more.get("priority", ()):
        if row.ranked is not None:
            score = row.ranked.score
            ready = 1.0 if score.mastery is None else score.mastery
            found[row.agency] = score.weight * score.risk * ready
    return found
