"""How an invented learner goes through a module."""

from datetime import UTC, datetime
from random import Random

import pytest

from elearn.demo.guessing import guess, wrong_answer
from elearn.demo.sittings import Course, Mind, Way
from elearn.domain.marking import credit
from tests.support.document import document_of_every_type, items_of_every_type, small_document

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def course():
    text = small_document("noticing", "Z1", "Noticing")
    return Course("Z1", 1, 1, text, {item.key: 0.0 for item in text.items})


def way(course, seed=1, skill=0.0, **more):
    return Way(course, Mind(skill, {}, **more), Random(seed))


def test_the_same_numbers_make_the_same_way(course):
    one, other = way(course, seed=5), way(course, seed=5)
    for each in (one, other):
        each.take_until_passed(each.read(NINE))
    assert one.sittings == other.sittings
    assert one.choices == other.choices


@pytest.mark.parametrize("seed", range(12))
def test_trying_until_it_is_passed_ends_with_one_pass_the_same_day(course, seed):
    walker = way(course, seed, skill=-3.0)
    walker.take_until_passed(walker.read(NINE))
    assert [one.passed for one in walker.sittings][-1]
    assert sum(one.passed for one in walker.sittings) == 1
    assert [one.number for one in walker.sittings] == list(range(1, len(walker.sittings) + 1))
    assert [one.first for one in walker.sittings] == [True] + [False] * (len(walker.sittings) - 1)
    assert walker.sittings[-1].submitted_at.date() == NINE.date()


def test_a_try_after_a_pass_is_a_first_one_again(course):
    walker = way(course, skill=20.0)
    walker.take_until_passed(walker.read(NINE))
    walker.take_until_passed(NINE.replace(year=2027))
    assert [one.first for one in walker.sittings] == [True, True]


def test_failing_fails(course):
    walker = way(course, skill=3.0)
    walker.fail(walker.read(NINE), 2)
    assert [one.passed for one in walker.sittings] == [False, False]


def test_moments_come_one_after_the_other(course):
    walker = way(course)
    walker.take_until_passed(walker.read(NINE))
    moments = [page.at for page in walker.pages]
    for sitting in walker.sittings:
        moments += [sitting.started_at, *(answer.at for answer in sitting.answers)]
        moments.append(sitting.submitted_at)
    assert moments == sorted(moments)


def test_pages_are_gone_past_once_and_a_story_is_walked_to_its_end(course):
    walker = way(course)
    walker.read(NINE, 1)
    walker.read(NINE)
    walker.read(NINE)
    assert [page.page for page in walker.pages] == ["first", "second", "story"]
    assert [(made.node, made.step) for made in walker.choices] == [("see", 0)]


def test_confidence_is_said_for_anchor_questions_only(course):
    walker = way(course)
    walker.take_until_passed(NINE)
    items = course.document.items_by_key
    for sitting in walker.sittings:
        for answer in sitting.answers:
            assert (answer.confidence is not None) == items[answer.key].anchor


def test_an_answer_is_right_exactly_when_it_is_marked_right(course):
    walker = way(course, skill=-2.0)
    walker.fail(NINE, 3)
    items = course.document.items_by_key
    for sitting in walker.sittings:
        for answer in sitting.answers:
            assert (answer.chosen == items[answer.key].correct) == (
                answer.key in sitting.mark.right
            )


def test_a_try_that_is_left_is_not_handed_in(course):
    walker = way(course)
    walker.begin(NINE, 1)
    (left,) = walker.sittings
    assert (left.submitted_at, left.mark, len(left.answers)) == (None, None, 1)


@pytest.mark.parametrize("item", items_of_every_type("Z2"), ids=lambda item: item.key)
def test_a_wrong_answer_to_any_type_is_an_answer_and_is_wrong(item):
    for seed in range(30):
        wrong = wrong_answer(item, Random(seed))
        assert credit(wrong, item.key_to_mark()) < 1
        assert len(wrong) == len(item.correct) or item.type == "multiple"
        assert guess(item, Random(seed))


def test_every_type_of_question_is_answered():
    text = document_of_every_type("every", "Z2", "Every type")
    walker = way(Course("Z2", 1, 1, text, {item.key: 0.0 for item in text.items}))
    walker.take_until_passed(NINE)
    walker.fail(NINE, 1)
    passed, failed = walker.sittings[-2:]
    assert passed.mark.passed
    assert not failed.mark.passed
    assert {answer.key for answer in passed.answers} == {item.key for item in text.items}
