"""What holds of every count: one completion more lowers nothing, and the order in which rows came
to be, and the numbers they were given, change nothing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, select

from elearn.audit.queries.coverage import coverage_counts
from elearn.audit.queries.facts import count
from elearn.audit.snapshot import canonical_lines
from elearn.domain.coverage import RuleSet
from elearn.models import (
    Answer,
    Attempt,
    AttemptKind,
    Completion,
    Holding,
    Item,
    ModuleVersion,
    Posting,
    StaffRole,
)
from tests.integration.audit.conftest import ON, Quickly

RULES, FIRST = RuleSet(), date(2024, 7, 1)
AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
AGENCIES, ROLES, MODULES = ("council", "trust", "port"), ("H", "D"), ("one", "two")


class Crowd:
    """Forty people with one or two posts, what they did and what they answered: drawn once, put
    into the database in any order."""

    def __init__(self, draw):
        people, days = range(40), (ON - FIRST).days
        self.posts = sorted(
            {
                (place, draw.choice(AGENCIES), draw.choice(ROLES))
                for place in people
                for _ in range(draw.choice((1, 1, 2)))
            }
        )
        self.done = sorted(
            {
                (place, module, FIRST + timedelta(days=draw.randint(0, days)))
                for place in people
                for module in MODULES
                for _ in range(draw.choice((0, 1, 2)))
            }
        )
        self.answers = [
            (place, [(draw.random() < 0.7, draw.choice((2, 4, 5))) for _ in range(5)])
            for place in people
            if draw.random() < 0.7
        ]

    def put(self, ground, order=None):
        """Everybody, in an order."""
        make, places = ground.make, ground.places
        people = {place: make.person() for place in shuffled(list(range(40)), order)}
        for place, agency, role in shuffled(self.posts, order):
            make.posting(people[place], places[agency], places[role])
        for place, module, day in shuffled(self.done, order):
            make.completion(people[place], places[module], day)
        for place, answers in shuffled(self.answers, order):
            sat(ground, people[place], answers, order)
        make.session.flush()
        return people


def shuffled(rows, order):
    return order.sample(rows, len(rows)) if order else rows


def sat(ground, person, answers, order):
    attempt = ground.make._add(
        Attempt(
            public_id=f"attempt-{person.id:020}", person_id=person.id, draw=[],
            module_id=ground.places["one"].id, version_id=ground.version, number=1,
            kind=AttemptKind.QUIZ, first=True, started_at=AT, submitted_at=AT,
            score=sum(right for right, _ in answers), out_of=len(answers), passed=False,
        )
    )  # fmt: skip
    pairs = shuffled(list(zip(ground.items, answers, strict=False)), order)
    ground.make.session.add_all(
        Answer(attempt_id=attempt.id, item_id=item, choice="a" if right else "b", correct=right,
               confidence=sure, answered_at=AT)
        for item, (right, sure) in pairs
    )  # fmt: skip


@dataclass
class Ground:
    """Agencies, roles, modules and a matrix, by their names; and what the first module asks."""

    make: Quickly
    places: dict[str, Any]
    version: int
    items: list[int]


@pytest.fixture
def ground(session):
    make = Quickly(session)
    area = make.area()
    places = {name: make.agency(name, area=area, slug=name) for name in AGENCIES}
    places |= {name: make.role(name, exposure=1.5 if name == "D" else 0.5) for name in ROLES}
    places |= {name: make.module(name, code=f"Z{name}") for name in MODULES}
    for role, module, months in (("H", "one", 24), ("D", "one", 12), ("D", "two", 18)):
        make.requirement(places[role], places[module], refresh_months=months)
    make.requirement(places["H"], places["two"], agency=places["trust"])
    (version,), items = (
        session.scalars(select(column.id).filter_by(module_id=places["one"].id).order_by(column.id))
        for column in (ModuleVersion, Item)
    )
    return Ground(make, places, version, items.all())


def coverage(session):
    """In scope, in date and trained since the change, by cell and by agency."""
    found = coverage_counts(session, ON, RULES)
    return {
        (row.agency, row.role, row.module): row.counts for row in (*found.cells, *found.by_module)
    }


def test_one_completion_more_never_lowers_coverage(session, ground):
    """Also where it is older than what somebody holds already."""
    draw = Random(3)
    crowd = Crowd(draw)
    people = crowd.put(ground)
    before = coverage(session)
    rose = 0
    for turn in range(24):
        place, module, day = draw.choice(crowd.done)
        day += timedelta(days=draw.randint(0, (ON - day).days) if turn % 2 else -400)
        ground.make.completion(people[place], ground.places[module], day)
        after = coverage(session)
        assert after.keys() == before.keys()
        for key, now in after.items():
            then = before[key]
            assert now.in_scope == then.in_scope
            assert now.in_date >= then.in_date
            assert now.never <= then.never
            rose += now.in_date > then.in_date
        before = after
    assert rose


def test_the_order_and_ids_of_rows_change_no_kind_of_fact(session, ground):
    crowd = Crowd(Random(4))
    crowd.put(ground)
    first = lines(session)
    for table in (Answer, Attempt, Holding, Completion, Posting):
        session.execute(delete(table))
    ground.make.role("Z")  # and other numbers for what comes after
    session.execute(delete(StaffRole).where(StaffRole.code == "Z"))
    crowd.put(ground, Random(5))
    assert lines(session) == first
    kinds = {line.split(",")[0] for line in "".join(first).splitlines()}
    assert kinds >= {"coverage", "knowledge", "priority", "item", "choice", "check", "calibration"}


def lines(session):
    return list(canonical_lines(count(session, ON, RULES, seed=7).facts))
