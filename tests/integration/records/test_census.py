"""What counts on a census day, by both roads."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from elearn.models import Absence
from elearn.records.asked import asked
from elearn.records.census import due, last_done, thresholds
from tests.support.make import Make

ON = date(2026, 9, 30)


def test_both_roads_count_the_same_people(session, make: Make):
    chance = Random(20260930)
    modules = [make.module() for _ in range(3)]
    roles = [make.role() for _ in range(3)]
    agencies = [make.agency() for _ in range(2)]
    for role in roles:
        for module in modules[: chance.randrange(4)]:
            months = chance.choice([None, 12, 24])
            make.requirement(role, module, grace_days=chance.choice([0, 60]), refresh_months=months)
    make.requirement(roles[0], modules[2], agency=agencies[0], grace_days=90, refresh_months=6)
    for _ in range(60):
        person = make.person()
        for days in chance.sample([1, 59, 60, 61, 89, 90, 400], chance.choice([1, 1, 2])):
            start = ON - timedelta(days=days)
            end = chance.choice([None, None, ON, ON + timedelta(days=1)])
            make.posting(
                person, chance.choice(agencies), chance.choice(roles), start=start, end=end
            )
        if chance.random() < 0.3:
            gone = ON - timedelta(days=chance.choice([89, 90, 91, 200]))
            session.add(Absence(person_id=person.id, start=gone, end=None))
    session.flush()
    slow, fast = asked(ON), due(ON)
    keys = ("person_id", "agency_id", "role_id", "module_id", "refresh_months")
    wanted = select(*(slow.c[key] for key in keys)).where(~slow.c.in_grace, ~slow.c.away).distinct()
    found = session.execute(select(*(fast.c[key] for key in keys))).all()
    assert len(found) == len(set(found)) > 20
    assert set(found) == set(session.execute(wanted).all())
    held = {(row.person_id, row.agency_id): row.roles for row in session.execute(select(fast))}
    assert set(held.values()) == {1, 2}


def test_a_completion_is_judged_by_two_days_and_no_calendar(session, make: Make):
    module = make.module()
    make.requirement(make.role(), module, refresh_months=24)
    limits = thresholds(session, ON, due_soon_days=60)
    assert limits.in_date[24] == date(2024, 10, 1)
    assert limits.not_due_soon[24] == date(2024, 11, 30)


def test_the_latest_completion_that_stands_is_the_one(session, make: Make):
    module, person = make.module(), make.person()
    for day in (date(2024, 1, 1), date(2025, 1, 1), date(2027, 1, 1)):
        make.completion(person, module, on=day)
    done = last_done(ON)
    assert session.execute(select(done.c.completed_on)).scalars().all() == [date(2025, 1, 1)]
