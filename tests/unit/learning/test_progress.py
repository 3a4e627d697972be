from dataclasses import replace

import pytest

from elearn.learning.progress import Begun, Place, Progress, place, quiz_minutes
from tests.support.document import small_document

DOCUMENT = small_document("notice-it", "M01", "Notice it")


def at(*seen: str) -> Progress:
    return Progress(1, 1, DOCUMENT, frozenset(seen))


def begun(version: int, *pages: str, passed: bool = False) -> Begun:
    return Begun(version * 10, version, frozenset(pages), passed)


def current(version: int, *pages: str) -> Place:
    return Place(version * 10, version, frozenset(pages))


def test_nothing_begun_is_the_current_version():
    assert place([], version_id=20, number=2) == current(2)


def test_what_was_begun_is_carried_on_with():
    assert place([begun(1, "first")], version_id=20, number=2) == current(1, "first")


def test_the_latest_begun_counts_when_two_were():
    two = [begun(1, "first"), begun(2, "first", "second")]
    assert place(two, version_id=30, number=3) == current(2, "first", "second")


def test_once_passed_the_current_version_is_next():
    assert place([begun(1, "first", passed=True)], version_id=20, number=2) == current(2)


def test_pages_of_a_version_that_was_passed_stay_seen_while_it_is_current():
    passed = [begun(2, "first", passed=True)]
    assert place(passed, version_id=20, number=2) == current(2, "first")


def test_a_version_left_behind_by_a_later_pass_is_not_gone_back_to():
    both = [begun(1, "first"), begun(2, "first", passed=True)]
    assert place(both, version_id=20, number=2) == current(2, "first")


def test_the_next_step_is_the_first_page_not_seen():
    assert at().next_step.slug == "first"
    assert at("first").next_step.slug == "second"
    assert at("second").next_step.slug == "first"
    assert at("first", "second", "story").next_step is None


def test_a_page_of_another_version_counts_for_nothing():
    assert at("gone").done == 0
    assert not at("gone").is_begun


def test_minutes_left_are_those_of_the_pages_not_seen_and_of_the_quiz():
    assert at().minutes_left == 10
    assert at("first").minutes_left == 8
    assert at("first", "second", "story").minutes_left == quiz_minutes(DOCUMENT) == 4


def test_minutes_from_a_page_do_not_depend_on_what_was_seen():
    assert at("first", "second").minutes_from(1) == at().minutes_from(1) == 10
    assert at().minutes_from(3) == 6


def test_a_quiz_takes_a_minute_at_least():
    assert quiz_minutes(replace(DOCUMENT, minutes=3)) == 1


def test_pages_have_neighbours():
    assert at().page_after("first").slug == "second"
    assert at().page_after("story") is None
    assert at().page_before("second").slug == "first"
    assert at().page_before("first") is None
    with pytest.raises(KeyError):
        at().page_after("gone")


def test_steps_say_what_is_a_scenario_and_what_was_seen():
    steps = at("first").steps
    assert [step.number for step in steps] == [1, 2, 3]
    assert [step.seen for step in steps] == [True, False, False]
    assert [step.is_scenario for step in steps] == [False, False, True]
