"""Many completions at once, told again, and taken back."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from elearn.models import Completion, Grade, Holding, Revocation
from elearn.records.actions import compare_holdings, record_completion
from elearn.records.asked import latest_completions
from elearn.records.many import Told, record_many, revoke_many

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = date(2026, 3, 1)


@pytest.fixture
def told(make):
    people, module = [make.person() for _ in range(3)], make.module()
    return [Told(one.id, module.id, DAY, Grade.IMPORTED, "Import 1") for one in people]


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_each_is_put_on_record_once_and_held(session, told):
    first = record_many(session, told=told, now=NOW)
    again = record_many(session, told=[*told, *told], now=NOW)
    assert first == again
    assert count(session, Completion) == count(session, Holding) == 3
    assert compare_holdings(session) == []


def test_what_was_taken_back_counts_on_no_day_and_can_be_told_again(session, told):
    ids = record_many(session, told=told, now=NOW)
    assert revoke_many(session, completion_ids=[*ids.values()], reason="A mistake", now=NOW) == 3
    assert revoke_many(session, completion_ids=[*ids.values()], reason="A mistake", now=NOW) == 0
    for day in (DAY, date(2026, 5, 1)):
        assert session.execute(select(latest_completions(day))).all() == []
    assert count(session, Holding) == 0
    second = record_many(session, told=told, now=NOW)
    assert set(second.values()).isdisjoint(ids.values())
    assert (count(session, Completion), count(session, Revocation)) == (6, 3)
    assert count(session, Holding) == 3
    assert compare_holdings(session) == []
    assert {one.again for one in session.scalars(select(Completion))} == {0, 1}


def test_one_at_a_time_does_the_same(session, told):
    def record(one):
        return record_completion(
            session,
            person_id=one.person_id,
            module_id=one.module_id,
            version_id=None,
            attempt_id=None,
            on=one.on,
            grade=one.grade,
            source=one.source,
            now=NOW,
        ).id

    first = record(told[0])
    revoke_many(session, completion_ids=[first], reason="A mistake", now=NOW)
    second = record(told[0])
    assert second != first
    assert record(told[0]) == second
    assert record_many(session, told=told[:1], now=NOW) == {told[0].key: second}
    assert compare_holdings(session) == []


def test_more_people_than_one_statement_may_name_are_no_matter(session, told, monkeypatch):
    monkeypatch.setattr("elearn.records.many.A_STATEMENT", 2)
    ids = record_many(session, told=told, now=NOW)
    assert len(ids) == 3
    assert revoke_many(session, completion_ids=[*ids.values()], reason="A mistake", now=NOW) == 3
    assert compare_holdings(session) == []
