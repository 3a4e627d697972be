from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.domain.quiz import (
    BankItem,
    BlueprintLine,
    DrawError,
    blueprint_faults,
    draw,
    pause_until,
)

ABCD = ("a", "b", "c", "d")
BLUEPRINT = [BlueprintLine("T1", 2), BlueprintLine("T5", 2, safety=1)]
BANK = [
    *(BankItem(f"t1-{n}", "T1", False, ABCD) for n in range(6)),
    *(BankItem(f"t5-{n}", "T5", n < 3, ABCD) for n in range(6)),
    BankItem("t1-safe", "T1", True, ABCD),
    BankItem("t9-1", "T9", False, ABCD),
]
BY_KEY = {item.key: item for item in BANK}


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.permutations(BANK))
def test_a_draw_fills_the_blueprint_exactly(seed: int, bank: list[BankItem]) -> None:
    drawn = draw(bank, BLUEPRINT, Random(seed))
    kinds = Counter((BY_KEY[d.key].topic, BY_KEY[d.key].safety_critical) for d in drawn)
    assert kinds == {("T1", False): 2, ("T5", True): 1, ("T5", False): 1}
    assert len({d.key for d in drawn}) == 4
    assert all(sorted(d.options) == list(ABCD) for d in drawn)
    assert drawn == draw(BANK, BLUEPRINT, Random(seed)), "the order of the bank must not matter"


def test_questions_and_options_come_in_a_fresh_order() -> None:
    draws = [draw(BANK, BLUEPRINT, Random(seed)) for seed in range(40)]
    assert len({tuple(d.key for d in drawn) for drawn in draws}) > 20
    assert len({drawn[0].options for drawn in draws}) > 10


def test_true_stays_before_false() -> None:
    bank = [BankItem("q", "T1", False, ("a", "b"), fixed_order=True)]
    for seed in range(20):
        assert draw(bank, [BlueprintLine("T1", 1)], Random(seed))[0].options == ("a", "b")


def test_what_was_asked_before_is_avoided_while_there_are_others() -> None:
    seen = frozenset({"t1-0", "t1-1", "t1-2", "t1-3", "t5-0"})
    for seed in range(20):
        keys = {d.key for d in draw(BANK, BLUEPRINT, Random(seed), avoid=seen)}
        assert not keys & seen
    everything = frozenset(BY_KEY)
    assert len(draw(BANK, BLUEPRINT, Random(1), avoid=everything)) == 4


def test_a_bank_that_is_too_small_names_the_topic() -> None:
    with pytest.raises(DrawError, match="T5 safety-critical: 4 wanted, 3 in the bank"):
        draw(BANK, [BlueprintLine("T5", 4, safety=4)], Random(1))


def test_a_bank_three_times_the_draw_has_no_fault() -> None:
    assert blueprint_faults(BANK, [BlueprintLine("T1", 2)]) == ()


@pytest.mark.parametrize(
    ("blueprint", "says"),
    [
        ([], "asks for no question"),
        ([BlueprintLine("T1", 1), BlueprintLine("T1", 1)], "T1: it stands twice"),
        ([BlueprintLine("T1", 0)], "items must be 1 or more"),
        ([BlueprintLine("T1", 1, safety=2)], "safety between 0 and items"),
        ([BlueprintLine("T5", 2, safety=2)], "takes 2 safety-critical and the bank has 3"),
        ([BlueprintLine("T9", 1)], "Write 2 more, so that 3 tries can differ"),
    ],
)
def test_faults_of_a_blueprint_are_sentences(blueprint: list[BlueprintLine], says: str) -> None:
    assert any(says in fault for fault in blueprint_faults(BANK, blueprint))


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_first_tries_are_free_and_each_later_one_waits_ten_minutes() -> None:
    tries = [NOON + timedelta(hours=n) for n in range(5)]
    assert pause_until([]) is None
    assert pause_until(tries[:2]) is None
    assert pause_until(tries[:3]) == tries[2] + timedelta(minutes=10)
    assert pause_until(list(reversed(tries))) == tries[4] + timedelta(minutes=10)
    assert pause_until(tries, free_tries=9) is None
