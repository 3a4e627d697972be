from datetime import UTC, datetime, timedelta

from elearn.learning.tries import (
    Try,
    asked_before,
    is_first,
    opens_at,
    since_last_pass,
    under_way,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def one(number: int, passed: bool | None = False) -> Try:
    """A try handed in at noon; ``passed=None``: not handed in."""
    handed_in = None if passed is None else NOON
    score = None if passed is None else (2 if passed else 0)
    return Try(f"try-{number}", number, NOON, handed_in, score, 2, passed, frozenset({str(number)}))


def test_the_first_try_is_first_and_the_next_is_not():
    assert is_first([])
    assert not is_first([one(1)])


def test_the_first_after_a_pass_is_first_again():
    assert is_first([one(1), one(2, passed=True)])
    assert not is_first([one(1, passed=True), one(2)])


def test_a_try_not_handed_in_does_not_count_as_earlier():
    assert is_first([one(1, passed=None)])
    assert under_way([one(1), one(2, passed=None)]).number == 2
    assert under_way([one(1)]) is None


def test_tries_since_the_last_pass_are_those_after_it():
    every = [one(1), one(2, passed=True), one(3), one(4, passed=None)]
    assert [t.number for t in since_last_pass(every)] == [3]


def test_the_pause_begins_with_the_third_and_lasts_ten_minutes():
    three = [one(1), one(2), one(3)]
    ten = NOON + timedelta(minutes=10)
    assert opens_at(three[:2], NOON) is None
    assert opens_at(three, NOON) == ten
    assert opens_at(three, ten - timedelta(seconds=1)) == ten
    assert opens_at(three, ten) is None


def test_tries_before_a_pass_bring_no_pause():
    assert opens_at([one(1), one(2), one(3, passed=True), one(4)], NOON) is None


def test_what_was_asked_before_is_known():
    assert asked_before([one(1), one(2)]) == {"1", "2"}
