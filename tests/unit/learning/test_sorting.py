import pytest
from werkzeug.datastructures import MultiDict

from elearn.learning.sorting import read_sort, unsorted
from tests.support.activities import small_sort

SORT = small_sort()
RIGHT = {f"card-{one.place}": one.card.group for one in unsorted(SORT)}


def test_cards_are_asked_in_an_order_that_tells_nothing():
    assert [one.place for one in unsorted(SORT)] == [1, 2, 3, 4]
    assert [one.card for one in unsorted(SORT)] != list(SORT.cards)
    assert all(one.group is None for one in unsorted(SORT))


def test_every_card_knows_whether_it_is_where_it_belongs():
    assert all(one.is_right for one in read_sort(MultiDict(RIGHT), SORT))
    wrong = dict.fromkeys(RIGHT, "note")
    assert sum(one.is_right for one in read_sort(MultiDict(wrong), SORT)) == 2


@pytest.mark.parametrize("value", ["", "x" * 5000, "Pass it on today", "\x00"])
def test_a_group_there_is_not_is_no_answer(value):
    sent = MultiDict(RIGHT | {"card-2": value})
    assert [one.group for one in read_sort(sent, SORT)][1] is None


def test_a_card_in_two_groups_is_in_none():
    sent = MultiDict([*RIGHT.items(), ("card-1", "note"), ("card-1", "pass-on")])
    assert read_sort(sent, SORT)[0].group is None
