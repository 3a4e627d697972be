"""Who works where and since when: joiners, leavers, returners, second posts and long absences."""

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from elearn.demo.accounts import PARTS, Part
from elearn.demo.mix import roles_of, share_out, teams_for
from elearn.demo.names import Addresses, somebodys_name
from elearn.demo.places import AGENCIES, TINY, AgencyPlan
from elearn.models import AgencyType

LONGEST_SERVICE = 3500  # days
NEW, THIS_WHILE = 90, 540  # days: the joiners of this quarter, and of the time with data
SHARE_NEW, SHARE_THIS_WHILE = 0.06, 0.14
SHARE_LEFT, SHARE_RETURNED, SHARE_MOVED = 0.045, 0.015, 0.012
SHARE_TWO_POSTS, SHARE_ELSEWHERE = 0.03, 0.35  # of those with two: the second in another agency
SHARE_LONG_ABSENT, SHARE_WAS_ABSENT = 0.015, 0.01
SHARE_NO_EMAIL = 0.07
OFTEN_NO_EMAIL = {AgencyType.VOLUNTARY: 0.3, AgencyType.FIRE: 0.15, AgencyType.HOUSING: 0.15}
WITHOUT_NUMBERS = frozenset(
    agency.slug for agency in AGENCIES if agency.type is AgencyType.VOLUNTARY
)
TINY_PEOPLE = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A posting, by slugs, names and codes."""

    agency: str
    team: str
    role: str
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Away:
    """A long absence; without an end it goes on."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the demonstration. The last of ``places`` is the post they have, or had last;
    ``numbers`` are (agency, staff number); ``part`` is set for the people a visitor can be."""

    public_id: str
    name: str
    email: str | None
    places: tuple[Place, ...]
    away: Away | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    part: Part | None = None

    @property
    def now(self) -> Place:
        return self.places[-1]

    def serves(self, day: date) -> bool:
        return any(place.covers(day) for place in self.places)


def token(rng: Random) -> str:
    """An identifier like ``secrets.token_urlsafe(16)``, from the demonstration's own numbers."""
    return base64.urlsafe_b64encode(rng.randbytes(16)).rstrip(b"=").decode()


def everybody(rng: Random, *, people: int, as_of: date) -> tuple[Somebody, ...]:
    """Everybody of the partnership, agency by agency, the people to be first."""
    makers = _Makers(rng, as_of, Addresses())
    acted = [makers.actor(part) for part in PARTS]
    crowd = [
        makers.one(agency, role, team)
        for agency, number in sizes(people - len(PARTS))
        for role, team in _posts(agency, number)
    ]
    return (*acted, *crowd)


def sizes(people: int) -> Iterator[tuple[AgencyPlan, int]]:
    """Each agency with its number of people. The tiny one stays tiny, whatever the scale."""
    named = {one.slug: one.people for one in AGENCIES if one.people and one.slug != TINY}
    shares = share_out(max(people - TINY_PEOPLE, 0), named) | {TINY: TINY_PEOPLE}
    for agency in AGENCIES:
        if agency.slug in shares:
            yield agency, shares[agency.slug]


def _posts(agency: AgencyPlan, number: int) -> Iterator[tuple[str, str]]:
    """Role and team of everyone in an agency, the teams of a role filled in turn."""
    for role, count in roles_of(agency, number).items():
        teams = teams_for(agency, role, count)
        for place in range(count):
            yield role, teams[place % len(teams)]


@dataclass(frozen=True, slots=True)
class _Makers:
    rng: Random
    as_of: date
    addresses: Addresses
    numbered: Counter[str] = field(default_factory=Counter)

    def ago(self, days: float) -> date:
        return self.as_of - timedelta(days=int(days))

    def actor(self, part: Part) -> Somebody:
        place = Place(part.agency, part.team, part.role, self.ago(part.since))
        return Somebody(
            public_id=token(self.rng),
            name=part.name,
            email=self.addresses.take(part.email),
            places=(place,),
            numbers=self._numbers((place,)),
            part=part,
        )

    def one(self, agency: AgencyPlan, role: str, team: str) -> Somebody:
        rng = self.rng
        name = somebodys_name(rng)
        places = self._places(Place(agency.slug, team, role, self._start()))
        without = rng.random() < OFTEN_NO_EMAIL.get(agency.type, SHARE_NO_EMAIL)
        return Somebody(
            public_id=token(rng),
            name=name,
            email=None if without else self.addresses.new(name, agency.domain),
            places=places,
            away=self._away(places[-1]),
            numbers=self._numbers(places),
        )

    def _numbers(self, places: tuple[Place, ...]) -> tuple[tuple[str, str], ...]:
        """What each agency calls them; volunteers have no number."""
        agencies = sorted({place.agency for place in places} - WITHOUT_NUMBERS)
        return tuple((agency, self._number(agency)) for agency in agencies)

    def _number(self, agency: str) -> str:
        self.numbered[agency] += 1
        return str(20_000 + 3 * self.numbered[agency] + self.rng.randrange(3))

    def _start(self) -> date:
        """6% joined this quarter, the others since long."""
        throw = self.rng.random()
        if throw < SHARE_NEW:
            return self.ago(self.rng.randrange(3, NEW))
        if throw < SHARE_NEW + SHARE_THIS_WHILE:
            return self.ago(self.rng.randrange(NEW, THIS_WHILE))
        years = self.rng.expovariate(1 / 1200)
        return self.ago(min(THIS_WHILE + years, LONGEST_SERVICE))

    def _places(self, place: Place) -> tuple[Place, ...]:
        """What became of a post: most still have it. The tiny agency's stay."""
        throw, rng = self.rng.random() + (place.agency == TINY), self.rng
        if throw < SHARE_LEFT:
            end = self.ago(rng.randrange(5, THIS_WHILE))
            start = min(place.start, end - timedelta(days=rng.randrange(200, 1500)))
            return (Place(place.agency, place.team, place.role, start, end),)
        if throw < SHARE_LEFT + SHARE_RETURNED:
            return self._after_a_break(place, place)
        if throw < SHARE_LEFT + SHARE_RETURNED + SHARE_MOVED:
            return self._after_a_break(self._elsewhere(place), place)
        if throw < SHARE_LEFT + SHARE_RETURNED + SHARE_MOVED + SHARE_TWO_POSTS:
            return (self._second(place), place)
        return (place,)

    def _after_a_break(self, before: Place, after: Place) -> tuple[Place, ...]:
        left = self.rng.randrange(250, THIS_WHILE)
        back = self.rng.randrange(60, left - 60)
        start = self.ago(left + self.rng.randrange(300, 1500))
        return (
            Place(before.agency, before.team, before.role, start, self.ago(left)),
            Place(after.agency, after.team, after.role, self.ago(back)),
        )

    def _elsewhere(self, place: Place) -> Place:
        """A post like it in another agency of the type, or at the desk of any."""
        mine = next(one for one in AGENCIES if one.slug == place.agency)
        others = [one for one in AGENCIES if one.people and one.slug not in (mine.slug, TINY)]
        alike = [one for one in others if one.type is mine.type]
        there = self.rng.choice(alike or others)
        role = place.role if alike and place.role in roles_of(there, there.people) else "R15"
        if role not in roles_of(there, there.people):
            role = "R14"
        return Place(there.slug, teams_for(there, role, 1)[0], role, place.start)

    def _second(self, place: Place) -> Place:
        """A second post beside the first one, begun with it: another role, or another agency."""
        if self.rng.random() < SHARE_ELSEWHERE:
            return self._elsewhere(place)
        mine = next(one for one in AGENCIES if one.slug == place.agency)
        roles = [role for role in roles_of(mine, mine.people) if role != place.role]
        role = self.rng.choice(roles)
        return Place(mine.slug, teams_for(mine, role, 1)[0], role, place.start)

    def _away(self, place: Place) -> Away | None:
        if place.end is not None or place.start > self.ago(THIS_WHILE):
            return None
        throw = self.rng.random()
        if throw < SHARE_LONG_ABSENT * 1.3:  # of those here long enough
            return Away(self.ago(self.rng.randrange(95, 330)), None)
        if throw < SHARE_LONG_ABSENT * 1.3 + SHARE_WAS_ABSENT:
            began = self.rng.randrange(300, 480)
            return Away(self.ago(began), self.ago(began - self.rng.randrange(100, 180)))
        return None


def managers(people: Iterable[Somebody], as_of: date) -> dict[tuple[str, str], str]:
    """The address of whoever leads each team: the part who does, else the longest-serving."""
    leads: dict[tuple[str, str], tuple[date, str]] = {}
    for person in people:
        if person.email is None or not person.serves(as_of):
            continue
        place = person.now
        key = (place.agency, place.team)
        leads_it = person.part is not None and person.part.key in ("teamlead", "lead")
        rank = (date.min if leads_it else place.start, person.email)
        if key not in leads or rank < leads[key]:
            leads[key] = rank
    return {key: email for key, (_, email) in leads.items()}


def teams_used(people: Sequence[Somebody]) -> tuple[tuple[str, str], ...]:
    """Agency and name of every team that somebody is or was in."""
    seen = {(place.agency, place.team): None for person in people for place in person.places}
    return tuple(sorted(seen))
