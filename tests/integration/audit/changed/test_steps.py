"""The steps counted in SQL are those of the pure rule, for a crowd in which everything happens."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from elearn.audit.changed.queries import count_steps
from elearn.audit.queries.coverage import counted_postings
from elearn.domain.audit_scope import WHOLE
from elearn.domain.changes import After, Before, Step, step, with_moves
from elearn.models import Absence, Agency, Module, Posting, Revocation
from elearn.records.asked import asked, latest_completions

SINCE, ON = date(2026, 1, 1), date(2026, 6, 1)
START = date(2022, 1, 1)


def some_day(draw: Random) -> date:
    return START + timedelta(days=draw.randint(0, (ON - START).days + 30))


@pytest.fixture
def crowd(session, make):
    """Sixty people with up to three posts each in three agencies, under rules that change."""
    draw = Random(5)
    agencies = [make.agency(f"Agency {letter}") for letter in "ABC"]
    roles = [make.role(), make.role()]
    modules = [make.module(), make.module(), make.module(published_on=date(2026, 2, 1))]
    spring = date(2026, 3, 1)
    make.requirement(roles[0], modules[0], grace_days=60, end=spring)
    make.requirement(roles[0], modules[0], grace_days=0, refresh_months=12, start=spring)
    make.requirement(roles[1], modules[0], refresh_months=18)
    make.requirement(roles[0], modules[1], refresh_months=12, end=spring)
    make.requirement(roles[1], modules[1], refresh_months=12, start=spring, grace_days=30)
    make.requirement(roles[0], modules[2])
    make.requirement(roles[0], modules[1], agency=agencies[0], refresh_months=36)
    for _ in range(80):
        person = make.person()
        for place in range(draw.choice((1, 1, 2, 3))):
            start = draw.choice((START, some_day(draw))) + timedelta(days=place)
            end = draw.choice((None, some_day(draw)))
            end = end if end is None or end > start else None
            make.posting(person, draw.choice(agencies), draw.choice(roles), start=start, end=end)
        for module in modules:
            for _ in range(draw.choice((0, 1, 2))):
                done = make.completion(person, module, min(ON, some_day(draw)))
                if draw.random() < 0.15:
                    session.add(_revoked(done, draw.choice((SINCE, date(2026, 4, 1)))))
        if draw.random() < 0.2:
            make.absence(person, draw.choice((date(2025, 8, 1), date(2026, 2, 1))), spring)
    moved_on = date(2026, 3, 2)
    for here, there in ((0, 1), (1, 2), (0, 2)):
        person = make.person()
        make.posting(person, agencies[here], roles[1], start=START, end=moved_on)
        make.posting(person, agencies[there], roles[1], start=moved_on)
        make.completion(person, modules[0], date(2025, 5, 1))
    session.commit()


def _revoked(done, day):
    return Revocation(
        completion_id=done.id, revoked_on=day, recorded_at=done.recorded_at, reason="Test"
    )


def rows_of(session, table):
    return session.execute(select(table)).mappings().all()


def away(session, posting, day):
    """In an absence of more than 90 days that covers the day."""
    return any(
        one.person_id == posting.person_id
        and one.start + timedelta(days=90) < day
        and (one.end is None or one.end > day)
        for one in session.scalars(select(Absence))
    )


def people(session, day):
    """By person, agency and module: the completion, the strictest refresher, and the posts."""
    latest = {
        (row["person_id"], row["module_id"]): row["completed_on"]
        for row in rows_of(session, latest_completions(day))
    }
    found = defaultdict(list)
    for row in rows_of(session, counted_postings(day)):
        found[row["person_id"], row["agency_id"], row["module_id"]].append(row)
    return {
        key: (
            latest.get((key[0], key[2])),
            min((row["refresh_months"] for row in rows if row["refresh_months"]), default=None),
            [session.get(Posting, row["posting_id"]) for row in rows],
        )
        for key, rows in found.items()
    }


def by_the_rule(session):
    """The same, person by person."""
    starters = {
        (row["posting_id"], row["module_id"])
        for row in rows_of(session, asked(SINCE))
        if row["in_grace"] and row["due_on"] <= ON
    }
    then, now = people(session, SINCE), people(session, ON)
    steps = defaultdict(dict)
    for key in {*then, *now}:
        person, agency, module = key
        before = after = None
        if key in then:
            done, months, posts = then[key]
            goes_on = [
                post
                for post in posts
                if (post.end is None or post.end > ON) and not away(session, post, ON)
            ]
            before = Before(done, months, stays=bool(goes_on))
        if key in now:
            done, months, posts = now[key]
            was = [
                post
                for post in posts
                if post.start <= SINCE
                and not away(session, post, SINCE)
                and (post.id, module) not in starters
            ]
            after = After(done, months, min(post.start for post in posts), was=bool(was))
        if found := step(before, after, since=SINCE, on=ON):
            steps[person, module][session.get(Agency, agency).slug] = found
    counts = defaultdict(Counter)
    for (_, module), taken in steps.items():
        for agency, one in with_moves(taken).items():
            counts[agency, session.get(Module, module).slug][one] += 1
    return {place: dict(found) for place, found in counts.items()}


def test_the_statement_counts_what_the_rule_says(session, crowd):
    expected = by_the_rule(session)
    assert count_steps(session, since=SINCE, on=ON, scope=WHOLE) == expected
    seen = {one for found in expected.values() for one in found}
    assert seen == set(Step), "the crowd should show every step"
