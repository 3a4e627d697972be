from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.dates import add_months
from elearn.domain.quiz import BankItem
from elearn.domain.spaced import draw_spaced, due_now, months_fault


def items(topic, *numbers) -> list[BankItem]:
    return [BankItem(f"{topic}-{n}", topic, False, ("a", "b", "c")) for n in numbers]


def keys(anchors, bank, *, answered=(), topics=("T1", "T2"), seed=1) -> list[str]:
    drawn = draw_spaced(anchors, bank, Random(seed), answered=frozenset(answered), topics=topics)
    return [one.key for one in drawn]


def test_anchors_come_first_and_of_them_those_not_answered_before():
    anchors = items("T1", 91, 92)
    asked = keys(anchors, items("T1", 1, 2, 3, 4), answered={"T1-91"})
    assert asked[:2] == ["T1-92", "T1-91"]
    assert len(set(asked)) == 5


def test_of_equals_every_topic_has_its_turn():
    bank = items("T1", 1, 2, 3, 4, 5) + items("T2", 1, 2, 3, 4, 5)
    asked = keys([], bank)
    assert {key[:2] for key in asked[:2]} == {"T1", "T2"}


def test_other_modules_topics_are_left_out_and_fewer_are_asked_where_there_are_fewer():
    assert keys(items("T9", 1), items("T1", 1, 2)) in (["T1-1", "T1-2"], ["T1-2", "T1-1"])


def test_a_check_falls_due_on_the_day_and_is_called_for_sixty_days():
    done = date(2026, 8, 31)
    assert due_now(done, (3, 9), date(2026, 11, 29)) is None
    assert due_now(done, (3, 9), date(2026, 11, 30)) == 3
    assert due_now(done, (3, 9), date(2027, 1, 29)) == 3
    assert due_now(done, (3, 9), date(2027, 1, 30)) is None
    assert due_now(done, (1, 2), date(2026, 10, 31)) == 2


@given(done=st.dates(date(2020, 1, 1), date(2030, 1, 1)), months=st.integers(1, 24))
def test_what_fell_due_today_is_called_for_today(done, months):
    assert due_now(done, (months,), add_months(done, months)) == months


def test_intervals_have_to_make_sense():
    for wrong in ((0,), (25,), (3, 3), (1, 2, 3)):
        assert months_fault(wrong)
    assert not months_fault((6,))
