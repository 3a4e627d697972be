"""What a freeze works out once: first answers for all that count them, what is hidden, and its
statements."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import CTE, Table, event, inspect
from sqlalchemy.engine.interfaces import CacheStats

from elearn.audit.actions import freeze, verify
from elearn.audit.queries.facts import count, frozen
from elearn.audit.queries.first import at_hand, first_answers
from elearn.audit.showing import show
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.models import Posting
from tests.integration.audit.conftest import ON

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
RULES = RuleSet()


@pytest.fixture
def sitters(session, make, partnership):
    """Twelve in one role and three in another, one of them in both: small cells beside big ones."""
    other = make.role()
    make.requirement(other, partnership.module)
    people = partnership.handlers(12, done_on=date(2026, 1, 1))
    few = [make.worker(partnership.council, other) for _ in range(3)]
    session.add(
        Posting(
            person_id=people[0].id,
            agency_id=partnership.council.id,
            role_id=other.id,
            start=date(2020, 1, 1),
        )
    )
    for number, person in enumerate([*people, *few]):
        partnership.answers(person, [True, number % 3 > 0, True, True], confidence=5)
    session.flush()
    return people


def test_counting_with_the_table_and_without_it_is_the_same(session, sitters):
    with_table = count(session, ON, RULES)
    session.info["read_only"] = True
    try:
        assert count(session, ON, RULES) == with_table
    finally:
        del session.info["read_only"]
    assert with_table.facts.of("calibration")
    assert with_table.facts.of("item")


def test_the_table_is_read_by_those_it_was_made_for_and_gone_after(session, sitters):
    with at_hand(session, ON, RULES):
        assert isinstance(first_answers(session, ON, RULES), Table)
        assert isinstance(first_answers(session, ON, replace(RULES, knowledge_months=6)), CTE)
    assert not inspect(session.connection()).has_table("first_answers")
    with at_hand(session, ON, RULES):
        pass


def test_the_second_count_writes_no_statement_anew(session, sitters):
    count(session, ON, RULES)
    missed = []

    def note(_connection, _cursor, statement, _parameters, context, _many):
        if context.cache_hit is CacheStats.CACHE_MISS:
            missed.append(statement)

    event.listen(db.engine, "after_cursor_execute", note)
    try:
        count(session, ON, RULES)
    finally:
        event.remove(db.engine, "after_cursor_execute", note)
    assert missed == []


def test_what_is_hidden_is_frozen_and_shown_as_the_engine_decides_it(session, sitters):
    audit = freeze(session, name="Autumn", as_of=ON, now=NOW, by=None)
    facts = frozen(session, audit.id)
    assert facts.of("withheld")
    before = replace(facts, more={**facts.more, "withheld": ()})
    for audience in Audience:
        now, then = (
            show(one, audience=audience, rules=RULES, level_c=()) for one in (facts, before)
        )
        assert now == then
    assert verify(session, audit_id=audit.id)


def test_what_was_frozen_is_read_and_not_decided_again(session, sitters):
    audit = freeze(session, name="Autumn", as_of=ON, now=NOW, by=None)
    facts = frozen(session, audit.id)
    first, *others = facts.of("withheld")
    changed = replace(
        facts, more={**facts.more, "withheld": (replace(first, base="protects"), *others)}
    )
    shown = show(changed, audience=Audience.PARTNERSHIP, rules=RULES, level_c=())
    row = shown.knowledge[first.agency, first.role, first.topic, first.level]
    assert row.assessed is None
    assert row.note == "hidden: protects another cell"
