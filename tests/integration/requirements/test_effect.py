"""Whom a change would touch, counted with and without it in one statement."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from elearn.domain.requirements import Effect
from elearn.extensions import db
from elearn.models import Headcount, HeadcountGrade, Need
from elearn.records.supposing import duties, rules_with
from elearn.requirements.actions.setting import set_line
from elearn.requirements.queries.effect import Counted, counted, touched
from elearn.web.clock import today

LONG_AGO = today() - timedelta(days=2000)


def effects(session, line):
    return {(one.agency, one.effect): one.people for one in touched(session, line, line.start)}


@pytest.fixture
def people(make, place):
    """Four at ours: one in date, one expired, one never, one who began last week; one at theirs."""
    held, expired, _never = (make.worker(place.ours, place.role) for _ in range(3))
    make.completion(held, place.module, today() - timedelta(days=30))
    make.completion(expired, place.module, LONG_AGO)
    make.worker(place.ours, place.role, start=today() - timedelta(days=7))
    make.worker(place.theirs, place.role)


@pytest.mark.usefixtures("people")
def test_a_new_requirement_makes_people_due_in_grace_or_finds_them_in_date(session, place):
    assert effects(session, place.line(grace_days=60)) == {
        ("Northmoor Council", Effect.DUE): 2,
        ("Northmoor Council", Effect.GRACE): 1,
        ("Northmoor Council", Effect.HELD): 1,
        ("Port Authority", Effect.DUE): 1,
    }


@pytest.mark.usefixtures("people")
def test_a_shorter_interval_touches_those_whom_it_expires(session, make, place):
    make.requirement(place.role, place.module, refresh_months=24)
    worker = make.worker(place.ours, place.role)
    make.completion(worker, place.module, today() - timedelta(days=400))
    found = effects(session, place.line(refresh_months=12))
    assert found == {("Northmoor Council", Effect.DUE): 1}
    found = effects(session, place.line(refresh_months=120))
    assert found == {("Northmoor Council", Effect.RELIEVED): 1}  # he who held it 2,000 days ago


@pytest.mark.usefixtures("people")
def test_asking_no_longer_releases_everybody(session, make, place):
    make.requirement(place.role, place.module)
    assert effects(session, place.line(Need.NOT_ASKED)) == {
        ("Northmoor Council", Effect.RELEASED): 4,
        ("Port Authority", Effect.RELEASED): 1,
    }


@pytest.mark.usefixtures("people")
def test_an_agency_with_a_rule_of_its_own_is_not_touched_by_everybodys(session, make, place):
    make.requirement(place.role, place.module, Need.OFFERED, place.ours)
    assert effects(session, place.line()) == {("Port Authority", Effect.DUE): 1}


@pytest.mark.usefixtures("people")
def test_an_agencys_own_rule_counts_its_own_people_only(session, place):
    found = effects(session, place.line(agency=place.theirs))
    assert found == {("Port Authority", Effect.DUE): 1}


def test_who_is_asked_by_another_role_already_is_not_newly_due(session, make, place):
    other = make.role("R8")
    make.requirement(other, place.module)
    both = make.worker(place.ours, place.role)
    make.posting(both, place.ours, other)
    assert effects(session, place.line()) == {}


def test_people_long_away_are_left_out(session, make, place):
    away = make.worker(place.ours, place.role)
    make.absence(away, today() - timedelta(days=200))
    assert effects(session, place.line()) == {}


def test_a_planned_module_makes_nobody_due(session, make, place):
    planned = make.module(published_on=None)
    make.worker(place.ours, place.role)
    line = place.line()
    object.__setattr__(line, "module_id", planned.id)
    assert effects(session, line) == {}


@pytest.mark.parametrize("need", [*Need, None])
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.usefixtures("people")
def test_what_was_supposed_is_what_is_asked_once_it_is_set(session, make, place, by, need, own):
    make.requirement(place.role, place.module, Need.OFFERED)
    make.requirement(place.role, place.module, agency=place.theirs, grace_days=30)
    line = place.line(need, agency=place.theirs if own else None, refresh_months=12)
    if need is None and not own:
        return
    supposed = duties(line.start, line.module_id, rules=rules_with(line, line.start))
    expected = sorted(map(tuple, session.execute(select(supposed))))
    set_line(session, line=line, by=by)
    then = duties(line.start, line.module_id)
    assert sorted(map(tuple, session.execute(select(then)))) == expected


def test_it_is_one_statement_whatever_the_number_of_people(session, make, place):
    for _ in range(30):
        make.worker(place.ours, place.role)
    line, found = place.line(), []

    def note(_connection, _cursor, statement, *_rest):
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert sum(one.people for one in touched(session, line, line.start)) == 30
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len([one for one in found if "SAVEPOINT" not in one]) == 1


@pytest.fixture
def headcount(session):
    def made(agency, role, number, as_at):
        facts = {"source": "HR", "grade": HeadcountGrade.A, "signed_at": None}
        ids = {"agency_id": agency.id, "role_id": role.id}
        session.add(Headcount(number=number, as_at=as_at, **ids, **facts))
        session.commit()

    return made


def test_a_headcount_stands_for_people_without_names(session, make, place, headcount):
    for days, number in ((200, 30), (20, 46), (-20, 99)):
        headcount(place.ours, place.role, number, today() - timedelta(days=days))
    headcount(place.theirs, place.role, 12, today())
    make.worker(place.theirs, place.role)  # theirs are on a list, which counts instead
    line = place.line()
    assert counted(session, line, line.start) == (Counted(Effect.DUE, 46, 1),)
    make.requirement(place.role, place.module)
    assert counted(session, line, line.start) == ()  # they are asked for it already
    none = place.line(Need.NOT_ASKED)
    assert counted(session, none, none.start) == (Counted(Effect.RELEASED, 46, 1),)
    own = place.line(Need.OFFERED, agency=place.ours)
    assert counted(session, own, own.start) == (Counted(Effect.RELEASED, 46, 1),)
    make.requirement(place.role, place.module, Need.OFFERED, place.ours)
    assert counted(session, none, none.start) == ()  # theirs is a rule of its own


def test_a_planned_module_counts_no_headcount(session, make, place, headcount):
    headcount(place.ours, place.role, 46, today())
    line = place.line()
    object.__setattr__(line, "module_id", make.module(published_on=None).id)
    assert counted(session, line, line.start) == ()
