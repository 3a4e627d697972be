"""Seeding the demonstration: all of it or nothing, the same for the same seed, size and day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from elearn.content.curriculum import Curriculum, read_curriculum
from elearn.demo import returns, structure
from elearn.demo.assessments import Cast, write_assessments
from elearn.demo.auditing import Auditing
from elearn.demo.chain import Done
from elearn.demo.checking import K01, Time, take_checks
from elearn.demo.contacts import write_contacts
from elearn.demo.granting import leads, let_in
from elearn.demo.history import M01, history
from elearn.demo.lately import Lately
from elearn.demo.later import ask_later, write_asked
from elearn.demo.people import Somebody, everybody, managers, teams_used
from elearn.demo.places import AGENCIES, COUNCIL
from elearn.demo.publishing import began, publish_long_ago
from elearn.demo.registering import Registering
from elearn.demo.sittings import Course
from elearn.demo.writing import Ids, write_people, write_record
from elearn.models import (
    Agency,
    Attempt,
    Completion,
    Declared,
    Headcount,
    Person,
    Referral,
    RosterImport,
    TrailEntry,
)
from elearn.operations.trail import note
from elearn.records.months import count_months, past_month_ends

PEOPLE, SEED = 3000, 2026
FEWEST, MOST = 60, 30_000
MARK = "demonstration.seeded"

Progress = Callable[[str, int], None]


class DemoRefusedError(Exception):
    """The demonstration cannot be put here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What there is now."""

    people: int
    agencies: int
    completions: int
    attempts: int


def quiet(_what: str, _percent: int) -> None:
    """Progress that nobody watches."""


def is_seeded(session: Session) -> bool:
    """Whether the demonstration is in this database already."""
    return session.scalar(select(TrailEntry.id).where(TrailEntry.action == MARK)) is not None


def is_empty(session: Session) -> bool:
    """Whether nobody and no agency is on record."""
    found = session.scalar(select(Person.id).limit(1)) or session.scalar(select(Agency.id).limit(1))
    return found is None


def seed_demo(
    session: Session,
    *,
    people: int = PEOPLE,
    seed: int = SEED,
    today: date,
    now: datetime,
    modules: Path,
    progress: Progress = quiet,
) -> Seeded | None:
    """Put the demonstration partnership into a database where nobody is yet, in the caller's
    transaction. None when it is there already, and nothing is changed.

    ``today`` is the day that all its dates are counted back from; ``now`` dates only the act
    itself. ``modules`` is the folder of modules. Raises DemoRefusedError on a database with
    people of its own, ContentError when a module cannot be read.
    """
    if is_seeded(session):
        return None
    if not is_empty(session):
        raise DemoRefusedError(
            "This database has people or agencies of its own. "
            "Name an empty one in ELEARN_DATABASE_URL, or use this one without a demonstration."
        )
    rng = Random(f"{seed}:{people}:{today}")  # noqa: S311 - invented data, not secrets
    progress("Reading the modules", 0)
    curriculum = read_curriculum(modules / "curriculum.json")
    courses = publish_long_ago(
        session, rng, curriculum=curriculum, folder=modules, as_of=today, now=now
    )
    _Stage(session, rng, curriculum, courses, today).play(people, now, progress)
    note(
        session,
        action=MARK,
        actor_id=None,
        subject_kind="demonstration",
        subject_id=today.isoformat(),
        detail={"people": people, "seed": seed, "as_of": today.isoformat()},
        now=now,
    )
    progress("The demonstration is ready", 100)
    return summary(session)


def summary(session: Session) -> Seeded:
    """How much there is."""
    people, agencies, completions, attempts = (
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Person, Agency, Completion, Attempt)
    )
    return Seeded(people, agencies, completions, attempts)


@dataclass(frozen=True, slots=True)
class _Stage:
    """Everything that is put on it once the modules are there."""

    session: Session
    rng: Random
    curriculum: Curriculum
    courses: Mapping[str, Course]
    as_of: date

    def play(self, number: int, now: datetime, progress: Progress) -> None:
        session, at = self.session, began(self.as_of)
        progress("Inventing people", 8)
        people = everybody(self.rng, people=number, as_of=self.as_of)
        areas = structure.write_areas(session, as_of=self.as_of)
        ids = self._agencies(people, areas)
        leaders = managers(people, self.as_of)
        person_ids = write_people(session, people, ids=ids, managers=leaders, since=at)
        let_in(session, people, person_ids=person_ids, ids=ids, at=at, now=now)
        progress("Going through the modules", 20)
        acts = self._history(people, person_ids, progress)
        acts += self._returns(people, ids, areas)
        acts += self._assessments(people, person_ids, ids)
        progress("Freezing two audits", 75)
        self._audits(acts, people, person_ids, ids, progress)
        Lately(session, people, person_ids, ids, self.courses, self.as_of).happen()
        lead, admin = (_part(people, person_ids, key) for key in ("lead", "admin"))
        Registering(session, ids, lead, admin, self.as_of).happen()
        progress("Counting past months", 97)
        count_months(session, month_ends=past_month_ends(self.as_of), now=now)

    def _agencies(self, people: Sequence[Somebody], areas: dict[str, int]) -> Ids:
        session, as_of = self.session, self.as_of
        ids = structure.write_agencies(
            session,
            curriculum=self.curriculum,
            areas=areas,
            teams=teams_used(people),
            as_of=as_of,
        )
        write_contacts(session, ids=ids, as_of=as_of)
        structure.write_overrides(session, ids=ids, start=began(as_of).date())
        return ids

    def _history(
        self, people: Sequence[Somebody], person_ids: Mapping[str, int], progress: Progress
    ) -> list[Done]:
        done = history(
            self.rng,
            people=people,
            courses=self.courses,
            needs=dict(structure.needs_by_role(self.curriculum.matrix)),
            checked=take_checks(self.rng, people, self.courses.get(K01), self._span()),
            published_on=began(self.as_of).date(),
            as_of=self.as_of,
        )
        progress("Writing the record", 45)
        courses, by_id = self.courses, {one.public_id: one for one in people}
        acts = write_record(
            self.session,
            self.rng,
            ways=[(person_ids[public_id], way) for public_id, way in done.ways],
            told=[
                (person_ids[one.person], courses[one.module].module_id, one) for one in done.told
            ],
        )
        ways = [(by_id[one], person_ids[one], way) for one, way in done.ways]
        return acts + write_asked(self.session, ask_later(self.rng, ways, as_of=self.as_of))

    def _span(self) -> Time:
        specialists = {one.code for one in self.curriculum.roles if one.level == "C"}
        return Time(began(self.as_of).date(), self.as_of, frozenset(specialists))

    def _returns(
        self, people: Sequence[Somebody], ids: Ids, areas: Mapping[str, int]
    ) -> list[Done]:
        session, as_of = self.session, self.as_of
        frame = returns.Frame(as_of, len(people), ids.agencies, ids.roles)
        session.execute(insert(Headcount), returns.headcounts(frame))
        session.execute(insert(Declared), returns.declared(frame, self.courses[M01].module_id))
        session.execute(insert(Referral), returns.referrals(self.rng, as_of=as_of, areas=areas))
        lists = returns.imports(frame, people)
        added = session.execute(
            insert(RosterImport).returning(RosterImport.digest, RosterImport.id), lists
        )
        return returns.as_acts(lists, dict(added.all()))

    def _assessments(
        self, people: Sequence[Somebody], person_ids: Mapping[str, int], ids: Ids
    ) -> list[Done]:
        kinds = {one.code: one for one in self.curriculum.agency_types}
        cast = Cast(
            leads=_leading(people, person_ids),
            coordinator=_part(people, person_ids, "coordinator"),
            agencies=ids.agencies,
            bound=frozenset(
                one.slug
                for one in AGENCIES
                if one.is_first_responder(kinds[one.type.value])
                or one.has_duty_to_notify(kinds[one.type.value])
            ),
        )
        return write_assessments(self.session, self.rng, cast=cast, as_of=self.as_of)

    def _audits(
        self,
        acts: Sequence[Done],
        people: Sequence[Somebody],
        person_ids: Mapping[str, int],
        ids: Ids,
        progress: Progress,
    ) -> None:
        def tell(part: float) -> None:
            progress("Freezing two audits", 75 + round(20 * part))

        Auditing(
            session=self.session,
            ids=ids,
            coordinator=_part(people, person_ids, "coordinator"),
            leads=_leading(people, person_ids),
            modules={code: course.module_id for code, course in self.courses.items()},
            acts=acts,
            as_of=self.as_of,
        ).happen(tell)


def _part(people: Sequence[Somebody], person_ids: Mapping[str, int], key: str) -> int:
    found = next(one for one in people if one.part and one.part.key == key)
    return person_ids[found.public_id]


def _leading(people: Sequence[Somebody], person_ids: Mapping[str, int]) -> dict[str, int]:
    """The ids of those who lead agencies, by agency."""
    leading = {one.now.agency: person_ids[one.public_id] for one in leads(people)}
    return leading | {COUNCIL: _part(people, person_ids, "lead")}
