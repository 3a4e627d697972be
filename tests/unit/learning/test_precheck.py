from datetime import UTC, date, datetime, timedelta

from elearn.learning.precheck import Case, State, again_on, state_of, was_taken_first
from elearn.learning.tries import Try

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def one(days_ago: int, *, number=1, passed: bool | None = False) -> Try:
    """A try handed in so many days ago; ``passed=None``: begun then and not handed in."""
    at = NOON - timedelta(days=days_ago)
    return Try("x" * 20, number, at, None if passed is None else at, 0, 2, passed, frozenset())


def case(checks=(), quizzes=(), *, level="B", months=24, done=None) -> Case:
    return Case(level, months, done, checks, quizzes)


def test_whoever_never_did_the_module_may_take_it_and_carry_it_on():
    assert state_of(case(), TODAY) is State.OPEN
    assert state_of(case([one(1, passed=None)]), TODAY) is State.BEGUN


def test_it_is_taken_once_in_a_refresh_period():
    taken = case([one(10)])
    assert state_of(taken, TODAY) is State.TAKEN
    assert again_on(taken) == date(2028, 11, 12)
    assert state_of(taken, date(2028, 11, 12)) is State.OPEN
    assert state_of(case([one(900)], months=None), TODAY) is State.TAKEN


def test_a_completion_begins_a_new_period():
    last_time = date(2024, 12, 1)
    passed = case([one(721, passed=True)], done=last_time)
    assert state_of(passed, TODAY) is State.OPEN
    failed_before = case([one(722)], [one(721, passed=True)], done=last_time)
    assert state_of(failed_before, TODAY) is State.OPEN


def test_in_date_there_is_nothing_to_skip():
    assert state_of(case(done=date(2026, 1, 5)), TODAY) is State.NOT_OFFERED
    assert state_of(case(done=date(2026, 1, 5), months=None), TODAY) is State.NOT_OFFERED


def test_it_is_no_way_around_a_quiz_that_was_begun_or_failed():
    assert state_of(case(quizzes=[one(3)]), TODAY) is State.NOT_OFFERED
    assert state_of(case(quizzes=[one(3, passed=None)]), TODAY) is State.NOT_OFFERED


def test_level_c_is_read_the_first_time_and_may_be_skipped_after():
    assert state_of(case(level="C"), TODAY) is State.NOT_OFFERED
    assert state_of(case(level="C", done=date(2024, 1, 1)), TODAY) is State.OPEN


def test_the_quiz_after_it_is_no_first_attempt_until_the_module_is_passed():
    assert not was_taken_first([], [])
    assert was_taken_first([one(5)], [])
    assert was_taken_first([one(5, passed=None)], [])
    assert not was_taken_first([one(5)], [one(4, passed=True)])
    assert not was_taken_first([one(5, passed=True)], [])
