"""Who took the partnership knowledge check, and when: some of everybody, most in the last year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from elearn.demo.people import Somebody
from elearn.demo.places import AGENCIES
from elearn.demo.sittings import Course, Mind, Way, morning

K01 = "K01"
SHARE, SHARE_LAST_YEAR = 0.42, 0.85  # a few of those chosen were not there long enough
OPEN_AFTER, YEAR = 10, 360  # days
LIKE_OTHERS = 0.5


@dataclass(frozen=True, slots=True)
class Time:
    """From when modules were there until the day of the demonstration; ``specialists`` are the
    staff roles of level C."""

    published_on: date
    as_of: date
    specialists: frozenset[str]


def take_checks(
    rng: Random, people: Iterable[Somebody], course: Course | None, span: Time
) -> list[tuple[Somebody, Way]]:
    """One way through the check for each person who took it; none where there is no check."""
    if course is None:
        return []
    habits = {agency.slug: agency.habits for agency in AGENCIES}
    ways = []
    for person in people:
        if person.part is not None or rng.random() >= SHARE:
            continue
        day = _day(rng, person, span)
        if day is None:
            continue
        of_agency = habits[person.now.agency]
        mind = Mind(of_agency.skill + rng.gauss(0, LIKE_OTHERS), {}, 0.12 * of_agency.sure)
        way = Way(course, mind, rng)
        way.take_check(morning(day, rng), specialist=_is_specialist(person, day, span))
        ways.append((person, way))
    return ways


def _day(rng: Random, person: Somebody, span: Time) -> date | None:
    """A day on which the person was at work, mostly of the last year; None if there is none."""
    first = max(span.published_on + timedelta(OPEN_AFTER), person.now.start + timedelta(1))
    if rng.random() < SHARE_LAST_YEAR:
        first = max(first, span.as_of - timedelta(YEAR))
    last = min(span.as_of, person.now.end or span.as_of) - timedelta(1)
    if first > last:
        return None
    day = first + timedelta(rng.randrange((last - first).days + 1))
    away = person.away
    is_away = away is not None and away.start <= day < (away.end or date.max)
    return None if is_away else day


def _is_specialist(person: Somebody, day: date, span: Time) -> bool:
    return any(place.covers(day) and place.role in span.specialists for place in person.places)
