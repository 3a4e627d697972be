from datetime import UTC, datetime, timedelta

import pytest

from elearn.domain.coverage import RuleSet
from elearn.domain.retention import Followed, Sat, before_and_after, retention
from elearn.domain.suppression import Audience

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
RULES = RuleSet()


def day(n: int) -> datetime:
    return NOON + timedelta(days=n)


def people(count, *, module="m01", months=3, first=1, before=None, after=84.0, later=76.0):
    return [
        Followed(n, module, months, day(n), before, after, later)
        for n in range(first, first + count)
    ]


def shown(rows, audience=Audience.PARTNERSHIP):
    found = retention(rows, audience=audience, rules=RULES)
    return {(one.module, one.months): one for one in found}


def test_the_worked_example_keeps_sixty_nine_per_cent():
    """audit-method C9: 40 paired people, before 58%, after 84%, at the follow-up 76%."""
    row = shown(people(40, before=58.0))["m01", 3]
    assert (row.people, row.kept.people) == (40, 40)
    assert row.kept.share == pytest.approx(0.692, abs=0.001)
    assert (row.change.before, row.change.after) == (84.0, 76.0)


def test_only_those_with_a_pre_check_are_in_the_retained_share():
    rows = people(10, before=50.0) + people(15, first=100)
    row = shown(rows)["m01", 3]
    assert (row.people, row.kept.people) == (20, 10)
    assert shown(people(9, before=50.0) + people(15, first=100))["m01", 3].kept is None


def test_without_a_gain_there_is_no_share_of_it():
    assert shown(people(10, before=90.0))["m01", 3].kept.share is None


def test_people_are_counted_in_whole_tens_so_that_one_more_changes_nothing():
    ten = shown(people(10))["m01", 3]
    for more in range(1, 10):
        assert shown(people(10) + people(more, first=50, later=0.0))["m01", 3] == ten
    assert shown(people(20))["m01", 3].people == 20


def test_fewer_than_ten_are_hidden_from_the_partnership():
    row = shown(people(9))["m01", 3]
    assert (row.people, row.change, row.enough, row.kept) == (None, None, None, None)
    assert row.note == "hidden: fewer than 10 people"
    assert shown(people(9), Audience.FULL)["m01", 3].people == 9


def test_a_module_is_not_printed_where_the_total_would_give_another_away():
    rows = people(10, module="m01", later=20.0) + people(40, module="m02", first=100, later=100.0)
    found = shown(rows + people(3, module="m03", first=900))
    assert found["m03", 3].people is None
    assert sum(one.people or 0 for key, one in found.items() if key[0]) <= 50


def test_each_person_counts_once_a_row_by_what_they_answered_first():
    twice = people(10) + people(10, later=0.0) + people(10, module="m02", later=0.0)
    found = shown([*people(10), *[
        Followed(one.person, one.module, 3, one.at + timedelta(days=90), None, 84.0, one.later)
        for one in twice
    ]])  # fmt: skip
    assert (found["m01", 3].people, found["m01", 3].change.after) == (10, 76.0)
    assert (found["", 3].people, found["", 3].change.after) == (10, 76.0)


def test_intervals_are_apart():
    found = shown(people(10) + people(10, months=9, later=60.0))
    assert (found["m01", 3].change.after, found["m01", 9].change.after) == (76.0, 60.0)


def test_what_was_known_then_is_the_first_try_and_before_it_the_pre_check():
    checks = [Sat(day(1), 40.0, passed=False)]
    tries = [Sat(day(2), 60.0, passed=False), Sat(day(3), 90.0, passed=True)]
    assert before_and_after(checks, tries, day(3)) == (40.0, 60.0)
    assert before_and_after([], tries, day(3)) == (None, 60.0)


def test_an_earlier_cycle_is_not_mixed_in():
    checks = [Sat(day(1), 40.0, passed=False)]
    tries = [Sat(day(3), 90.0, passed=True), Sat(day(800), 70.0, passed=True)]
    assert before_and_after(checks, tries, day(800)) == (None, 70.0)


def test_tries_after_the_completion_count_for_nothing():
    assert before_and_after([], [Sat(day(9), 10.0, passed=False)], day(3)) == (None, None)
