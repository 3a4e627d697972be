"""How far an agency is with what an audit asks, worked out from dated facts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from elearn.domain.audit_tasks import (
    AgencyRecord,
    AnswerState,
    PeopleKind,
    TaskKind,
    TaskState,
    answer_state,
    may_confirm_people,
    may_sign,
    tasks,
)

SINCE = datetime(2026, 9, 1, 9, tzinfo=UTC)
AFTER, BEFORE = SINCE + timedelta(days=3), SINCE - timedelta(days=3)
TODAY = date(2026, 9, 10)


def state_of(kind, **facts):
    return next(one for one in tasks(AgencyRecord(**facts), since=SINCE) if one.kind is kind)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, TaskState.NOT_YET),
        ({"people": PeopleKind.LIST, "listed_at": BEFORE}, TaskState.NOT_YET),
        ({"people": PeopleKind.LIST, "listed_at": SINCE}, TaskState.DONE),
        ({"people": PeopleKind.LIST, "listed_at": AFTER}, TaskState.DONE),
        ({"people": PeopleKind.LIST, "counted_at": AFTER}, TaskState.NOT_YET),
        ({"people": PeopleKind.HEADCOUNT, "counted_at": AFTER}, TaskState.DONE),
        ({"people": PeopleKind.HEADCOUNT, "counted_at": BEFORE}, TaskState.NOT_YET),
        ({"people": PeopleKind.LIST, "said": {TaskKind.PEOPLE: AFTER}}, TaskState.DONE),
    ],
)
def test_the_list_or_headcount_counts_where_it_came_in_since_or_was_confirmed(facts, state):
    assert state_of(TaskKind.PEOPLE, **facts).state is state


def test_training_elsewhere_is_done_by_a_file_or_by_saying_there_is_none():
    assert state_of(TaskKind.ELSEWHERE, brought_in_at=BEFORE).state is TaskState.NOT_YET
    assert not state_of(TaskKind.ELSEWHERE, brought_in_at=AFTER).confirmed
    assert state_of(TaskKind.ELSEWHERE, said={TaskKind.ELSEWHERE: AFTER}).confirmed


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, TaskState.NOT_YET),
        ({"assessment_begun": True}, TaskState.UNDER_WAY),
        ({"assessed_at": SINCE - timedelta(days=365)}, TaskState.DONE),
        ({"assessed_at": SINCE - timedelta(days=366)}, TaskState.NOT_YET),
    ],
)
def test_a_self_assessment_signed_within_the_year_before_still_counts(facts, state):
    assert state_of(TaskKind.ASSESSMENT, **facts).state is state


EVERYTHING = {
    "people": PeopleKind.LIST,
    "listed_at": AFTER,
    "brought_in_at": AFTER,
    "assessed_at": AFTER,
}


def answered(on=TODAY, until=TODAY, **facts):
    return answer_state(tasks(AgencyRecord(**facts), since=SINCE), return_by=until, today=on)


def test_an_agency_signs_once_and_only_when_the_rest_is_done():
    signed = {"said": {TaskKind.SIGN: AFTER}}
    assert may_sign(tasks(AgencyRecord(**EVERYTHING), since=SINCE))
    assert not may_sign(tasks(AgencyRecord(**EVERYTHING, **signed), since=SINCE))
    assert not may_sign(tasks(AgencyRecord(assessed_at=AFTER), since=SINCE))


def test_an_agency_is_late_from_the_day_after_until_it_has_signed():
    tomorrow = TODAY + timedelta(days=1)
    assert answered() is AnswerState.NOT_STARTED
    assert answered(**EVERYTHING) is AnswerState.UNDER_WAY
    assert answered(on=tomorrow, **EVERYTHING) is AnswerState.LATE
    assert answered(on=tomorrow, said={TaskKind.SIGN: AFTER}) is AnswerState.SIGNED
    assert answered(on=tomorrow, until=None) is AnswerState.NOT_STARTED


def test_nothing_can_be_confirmed_where_there_is_neither_list_nor_headcount():
    assert not may_confirm_people(AgencyRecord())
    assert may_confirm_people(AgencyRecord(people=PeopleKind.HEADCOUNT))
