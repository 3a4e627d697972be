"""Writing the training record."""

from datetime import UTC, date, datetime

from sqlalchemy import func, select

from elearn.models import Completion, Grade, Holding
from elearn.records.actions import compare_holdings, rebuild_holdings, revoke_completion

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def held(session, person, module):
    session.expire_all()
    found = session.get(Holding, (person.id, module.id))
    return (found.completed_on, found.grade) if found else None


def test_saying_the_same_completion_twice_is_one_line(session, make):
    person, module = make.person(), make.module()
    first = make.completion(person, module, date(2026, 1, 1))
    assert make.completion(person, module, date(2026, 1, 1)).id == first.id
    assert session.scalar(select(func.count(Completion.id))) == 1


def test_the_holding_is_the_latest_completion_in_whatever_order_they_come(session, make):
    person, module = make.person(), make.module()
    make.completion(person, module, date(2026, 1, 1))
    make.completion(person, module, date(2024, 1, 1), grade=Grade.IMPORTED)
    assert held(session, person, module) == (date(2026, 1, 1), Grade.HERE)


def test_of_two_on_one_day_the_better_evidenced_is_held(session, make):
    person, module = make.person(), make.module()
    make.completion(person, module, date(2026, 1, 1), grade=Grade.IMPORTED)
    make.completion(person, module, date(2026, 1, 1), grade=Grade.HERE)
    assert held(session, person, module) == (date(2026, 1, 1), Grade.HERE)


def test_a_revoked_completion_gives_way_to_the_one_before(session, make):
    person, module = make.person(), make.module()
    make.completion(person, module, date(2024, 1, 1))
    newer = make.completion(person, module, date(2026, 1, 1))
    for _ in range(2):
        revoke_completion(
            session, completion_id=newer.id, on=date(2026, 5, 1), reason="Wrong person", now=NOW
        )
    assert held(session, person, module) == (date(2024, 1, 1), Grade.HERE)
    assert compare_holdings(session) == []


def test_holdings_can_be_made_again_from_the_events(session, make):
    person, module = make.person(), make.module()
    make.completion(person, module, date(2026, 1, 1))
    holding = session.get(Holding, (person.id, module.id))
    holding.completed_on = date(2020, 1, 1)
    session.flush()
    assert compare_holdings(session) == [(person.id, module.id)]
    assert rebuild_holdings(session) == 1
    assert compare_holdings(session) == []
