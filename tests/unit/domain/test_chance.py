"""The tail of trials with chances of their own, held to SciPy where all chances are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from elearn.domain.chance import at_least

CHANCES = st.lists(st.floats(0, 1), max_size=12)


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0, 1))
def test_equal_chances_give_the_binomial_tail(count, trials, chance):
    assert at_least(count, [chance] * trials) == pytest.approx(binom.sf(count - 1, trials, chance))


@given(CHANCES, st.integers(0, 12))
def test_more_is_never_likelier_and_order_does_not_count(chances, count):
    tail = at_least(count, chances)
    assert -1e-9 <= at_least(count + 1, chances) <= tail + 1e-9 <= 1 + 2e-9
    assert tail == pytest.approx(at_least(count, sorted(chances)))


def test_more_than_there_are_trials_cannot_be():
    assert at_least(3, [1.0, 1.0]) == 0
    assert at_least(-1, [0.2]) == pytest.approx(1)
