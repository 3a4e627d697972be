"""Who did which module when, and how it was evidenced: a year and a half, agency by agency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from elearn.demo.done import History, Told
from elearn.demo.people import Place, Somebody
from elearn.demo.places import AGENCIES, AgencyPlan, Habits
from elearn.demo.sittings import Course, Mind, Way, morning
from elearn.models import Grade

M01, M02, M03 = "M01", "M02", "M03"
MODULES = tuple(f"M{number:02}" for number in range(1, 12))  # M12 is asked of nobody
FIRST_TWO = (M01, M03)  # the partnership began with these; the others followed more slowly
COUNTED_FROM, GRACE = {M01: 60, "M11": 60}, 90  # days of grace
LASTS = {12: 358, 24: 725}  # days that a completion is surely in date, by months of refresher
OVER_FROM, OVER_TO = {12: 372, 24: 735}, 1030  # days ago: imported long since, and expired
FOLLOWED = (0.6, 1.0)  # of the agency's share, for the modules that followed
MORE_IMPORTED = 0.4
LIKELIER = {"R4": -0.25, "R3": -0.1, "R14": 0.08, "R15": 0.04, "R9": 0.05}  # lower: sooner done
SHARE_CAMPAIGN, SPREAD, SKEW = 0.45, 16, 1.5
SHARE_ATTENDED, SHARE_APPROVED = 0.02, 0.02
SHARE_RENEWED, SHARE_CHECKED_FIRST = 0.5, 0.14
SHARE_FAILED, SHARE_HALF_READ, SHARE_BEGUN = 0.09, 0.12, 0.04
OPEN_DAYS = 45
OTHERS_LESS = 0.6  # leavers, newcomers and the long absent, against their colleagues
OFFERED = {("R2", M03), ("R7", M03)}
SHARE_OF_OFFERED = 0.06
SOURCES = {
    Grade.IMPORTED: "agency training records",
    Grade.APPROVED: "outside certificate, approved as equivalent",
    Grade.ATTENDED: "sign-in sheet of a briefing",
}


def history(
    rng: Random,
    *,
    people: Sequence[Somebody],
    courses: Mapping[str, Course],
    needs: Mapping[tuple[str, str], frozenset[str]],
    checked: Iterable[tuple[Somebody, Way]],
    published_on: date,
    as_of: date,
) -> History:
    """Everything that everybody did. ``needs`` is (agency, role) -> codes of required modules;
    ``checked`` who took the knowledge check."""
    done = History()
    for person, way in checked:
        done.keep(person, way)
    pools = _pools(people, needs)
    for agency in AGENCIES:
        for code in MODULES:
            who = pools[agency.slug, code]
            _Pool(rng, agency, courses[code], published_on, as_of, done).decide(who)
    for person in people:
        _act(person, rng, courses, as_of, done)
    return done


def _pools(
    people: Sequence[Somebody], needs: Mapping[tuple[str, str], frozenset[str]]
) -> Mapping[tuple[str, str], list[Somebody]]:
    """Those whom chance decides on, by agency and by the module that is asked of them there."""
    pools: dict[tuple[str, str], list[Somebody]] = defaultdict(list)
    for person in people:
        for code in MODULES:
            place = _place_that_asks(person, code, needs)
            if place is not None and person.part is None:
                pools[place.agency, code].append(person)
    return pools


def _place_that_asks(
    person: Somebody, code: str, needs: Mapping[tuple[str, str], frozenset[str]]
) -> Place | None:
    """The latest post that requires the module, or at least offers it."""
    asking = [one for one in person.places if code in needs.get((one.agency, one.role), ())]
    offering = [one for one in person.places if (one.role, code) in OFFERED]
    found = asking or offering
    return found[-1] if found else None


def _act(
    person: Somebody, rng: Random, courses: Mapping[str, Course], as_of: date, done: History
) -> None:
    """What the people a visitor can be have done."""
    part = person.part
    if part is None:
        return
    began = part.m03 is not None or part.gone_past
    before = (part.m03 or OPEN_DAYS) + 12 if began else None  # M02 comes first
    for code, days in ((M01, part.m01), (M02, before), (M03, part.m03)):
        way = Way(courses[code], Mind(0.9, {}), rng)
        if days is not None:
            way.take_until_passed(way.read(morning(as_of - timedelta(days), rng)))
        elif code == M03 and part.gone_past:
            way.read(morning(as_of - timedelta(4), rng), part.gone_past)
        if way.pages:
            done.ways.append((person.public_id, way))


@dataclass(slots=True)
class _Pool:
    """The people of one agency who are asked for one module."""

    rng: Random
    agency: AgencyPlan
    course: Course
    published_on: date
    as_of: date
    done: History
    campaigns: tuple[date, ...] = ()
    fortune: float = 0.0
    of_topic: Mapping[str, float] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.course.code

    @property
    def habits(self) -> Habits:
        return self.agency.habits

    @property
    def target(self) -> float:
        if self.code in FIRST_TWO:
            return self.habits.m01 if self.code == M01 else self.habits.m03
        least, most = FOLLOWED
        return self.habits.m03 * (least + (most - least) * self.fortune)

    @property
    def months(self) -> int:
        """Months of refresher, as far as chance here needs to know them."""
        return 12 if self.course.document.refresh_months == 12 else 24

    def decide(self, people: Sequence[Somebody]) -> None:
        """The agency's share of those who count today is in date; the others vary."""
        topics = sorted({item.topic for item in self.course.document.items})
        self.of_topic = {topic: self.rng.gauss(0, 0.3) for topic in topics}
        days = (self.as_of - self.published_on).days
        self.campaigns = tuple(
            self.as_of - timedelta(self.rng.randrange(25, days - 25)) for _ in range(3)
        )
        self.fortune = self.rng.random()
        counted = [one for one in people if self._counts(one)]
        order = sorted(counted, key=self._eagerness)
        covered = round(self.target * len(order))
        for person in order[:covered]:
            self._in_date(person)
        for person in order[covered:]:
            self._not_in_date(person)
        for person in people:
            if not self._counts(person):
                self._by_chance(person)

    def _eagerness(self, person: Somebody) -> float:
        return self.rng.random() + LIKELIER.get(person.now.role, 0.0)

    def _counts(self, person: Somebody) -> bool:
        if (person.now.role, self.code) in OFFERED or not person.serves(self.as_of):
            return False
        long_away = person.away is not None and person.away.end is None
        started = self.as_of - timedelta(COUNTED_FROM.get(self.code, GRACE))
        return not long_away and person.now.start <= started

    def _by_chance(self, person: Somebody) -> None:
        offered = (person.now.role, self.code) in OFFERED
        share = SHARE_OF_OFFERED if offered else self.target * OTHERS_LESS
        if self.rng.random() < share:
            self._in_date(person)

    def _window(self, person: Somebody, since: date) -> tuple[date, date]:
        """From and to which day somebody could have done it."""
        until = min(self.as_of, person.now.end or self.as_of)
        if person.away is not None and person.away.end is None:
            until = min(until, person.away.start)
        return max(since, person.now.start + timedelta(1)), until - timedelta(1)

    def _day(self, person: Somebody, first: date, last: date) -> date:
        """In the agency's campaigns, soon after joining, or any day; not while long away."""
        for _ in range(8):
            day = self._any_day(person, first, last)
            while day.weekday() >= 5 and day > first and self.rng.random() < 0.75:
                day -= timedelta(1)
            away = person.away
            if away is None or not away.start <= day < (away.end or date.max):
                break
        return day

    def _any_day(self, person: Somebody, first: date, last: date) -> date:
        fresh = person.now.start >= self.published_on
        if fresh and self.rng.random() < 0.7:
            day = person.now.start + timedelta(self.rng.randrange(4, 75))
        elif self.rng.random() < SHARE_CAMPAIGN:
            middle = self.rng.choice(self.campaigns)
            day = middle + timedelta(int(self.rng.gauss(0, SPREAD)))
        else:
            day = self._between(first, last)
        return day if first <= day <= last else self._between(first, last)

    def _between(self, first: date, last: date) -> date:
        """Any day, the earlier ones more often: most people did it when it was new."""
        return first + timedelta(round((last - first).days * self.rng.random() ** SKEW))

    def _in_date(self, person: Somebody) -> None:
        in_date_from = self.as_of - timedelta(LASTS[self.months])
        followed = 0.0 if self.code in FIRST_TWO else MORE_IMPORTED
        throw = self.rng.random() - self.habits.imported - followed
        if throw < 0:
            grade = Grade.IMPORTED
        elif throw < SHARE_APPROVED + SHARE_ATTENDED:
            grade = Grade.APPROVED if throw < SHARE_APPROVED else Grade.ATTENDED
        else:
            grade = Grade.HERE
        since = max(self.published_on, in_date_from) if grade is Grade.HERE else in_date_from
        first, last = self._window(person, since)
        if first > last:
            return
        day = self._day(person, first, last)
        if grade is Grade.HERE:
            self._pass_here(person, day)
        else:
            self._tell(person, day, grade)

    def _pass_here(self, person: Somebody, day: date) -> None:
        way = self._way(person)
        first, last = self._window(person, self.published_on + timedelta(3))
        before = day - timedelta(self.rng.randrange(325, 372))
        if self.months == 12 and first <= before <= last and self.rng.random() < SHARE_RENEWED:
            way.take_until_passed(way.read(morning(before, self.rng)))
        way.learn(morning(day, self.rng), check_first=self._checks_first(way))
        self.done.keep(person, way)

    def _checks_first(self, way: Way) -> bool:
        """A few look whether they know it already; nobody can at level C the first time."""
        if way.sittings or self.course.document.level == "C":
            return False
        return self.rng.random() < SHARE_CHECKED_FIRST

    def _not_in_date(self, person: Somebody) -> None:
        if self.rng.random() < self.habits.lapsed:
            self._lapsed(person)
            return
        throw = self.rng.random()
        first, last = self._window(person, self.published_on + timedelta(3))
        if first > last or throw > SHARE_FAILED + SHARE_HALF_READ + SHARE_BEGUN:
            return
        way = self._way(person)
        if throw < SHARE_FAILED:
            day = self._day(person, first, last)
            way.fail(way.read(morning(day, self.rng)), self.rng.choice((1, 1, 2, 2, 3)))
        else:
            day = max(first, last - timedelta(self.rng.randrange(OPEN_DAYS)))
            self._leave_halfway(way, day, begun=throw > SHARE_FAILED + SHARE_HALF_READ)
        self.done.keep(person, way)

    def _leave_halfway(self, way: Way, day: date, *, begun: bool) -> None:
        pages = len(self.course.document.pages)
        if begun:
            at = way.read(morning(day, self.rng))
            way.begin(at, self.rng.randrange(1, self.course.document.quiz_length - 1))
        else:
            way.read(morning(day, self.rng), self.rng.randrange(1, pages))

    def _lapsed(self, person: Somebody) -> None:
        """Held it once: here (a short-lived module only) or elsewhere."""
        over = self.as_of - timedelta(OVER_FROM[self.months])
        first, last = self._window(person, self.published_on + timedelta(3))
        last = min(last, over)
        if first <= last and self.rng.random() < 0.6:
            day = self._between(first, last)
            way = self._way(person)
            way.take_until_passed(way.read(morning(day, self.rng)))
            self.done.keep(person, way)
            return
        first, last = self._window(person, self.as_of - timedelta(OVER_TO))
        last = min(last, over)
        if first <= last:
            day = self._between(first, last)
            self._tell(person, day, Grade.IMPORTED)

    def _tell(self, person: Somebody, day: date, grade: Grade) -> None:
        known = min(day + timedelta(self.rng.randrange(2, 40)), self.as_of - timedelta(1))
        known = max(known, self.published_on)
        source = SOURCES[grade]
        self.done.told.append(
            Told(person.public_id, self.code, day, grade, source, morning(known, self.rng))
        )

    def _way(self, person: Somebody) -> Way:
        mind = Mind(
            self.habits.skill + self.rng.gauss(0, 0.5), self.of_topic, 0.12 * self.habits.sure
        )
        return Way(
            self.course, mind, self.rng, elsewhere=self.done.anchors.get(person.public_id, {})
        )
