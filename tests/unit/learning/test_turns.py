import pytest

from elearn.learning.turns import Fate, FromPage, Kept, fate

A, B = frozenset("a"), frozenset("b")
STORED = Kept(A, 3, saved_as=5, page_key="phone", turn=2)
OLD, FRESH = FromPage("desk", seen=4, turn=1), FromPage("desk", seen=5, turn=1)


def test_the_first_answer_is_kept_whatever_its_page_has_seen():
    assert fate(None, FromPage("", 0), A, None) is Fate.KEEP


def test_a_page_that_has_seen_the_stored_answer_may_change_it():
    assert fate(STORED, FRESH, B, None) is Fate.KEEP


@pytest.mark.parametrize(("chosen", "sure"), [(B, None), (B, 3), (A, 4)])
def test_an_older_page_may_not(chosen, sure):
    assert fate(STORED, OLD, chosen, sure) is Fate.OLDER


@pytest.mark.parametrize("sure", [None, 3])
def test_an_older_page_that_says_the_same_is_nothing_to_tell(sure):
    assert fate(STORED, OLD, A, sure) is Fate.NOTHING_NEW


def test_an_older_page_may_add_how_sure_somebody_is():
    unsure = Kept(A, None, saved_as=5, page_key="phone", turn=2)
    assert fate(unsure, OLD, A, 4) is Fate.KEEP


@pytest.mark.parametrize(
    ("turn", "expected"), [(1, Fate.NOTHING_NEW), (2, Fate.NOTHING_NEW), (3, Fate.KEEP)]
)
def test_sendings_of_one_page_count_in_the_order_they_were_made(turn, expected):
    assert fate(STORED, FromPage("phone", seen=0, turn=turn), B, None) is expected


def test_without_a_script_a_page_may_be_sent_again():
    assert fate(STORED, FromPage("phone", seen=0), B, None) is Fate.KEEP


def test_a_page_without_a_name_is_no_page_that_is_known():
    nameless = Kept(A, 3, saved_as=5, page_key="", turn=0)
    assert fate(nameless, FromPage("", seen=0), B, None) is Fate.OLDER
