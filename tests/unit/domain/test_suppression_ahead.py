"""The forward look against readers who subtract: row sums, an agency's own numbers, rounding."""

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Shown
from elearn.domain.suppression.ahead import Ends, protect_ahead

RULES = RuleSet()
FEW = 7
AGENCY = st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 5, 8, 9, 40]), min_size=9, max_size=9)
PARTNERSHIP = st.lists(AGENCY, min_size=1, max_size=6)


def columns(agencies):
    return list(zip(*agencies, strict=True))


def looked_at(agencies):
    return protect_ahead([Ends(sum(one), max(one)) for one in columns(agencies)], rules=RULES)


def reach(cells, own, rest_of_row):
    """What a reader who knows ``own`` of each number, and what all others have in the row, can
    still believe of the others: the least and the most of each, where it is hidden."""
    low, high = [], []
    for cell, mine in zip(cells, own, strict=True):
        shown = isinstance(cell, Shown)
        low.append(max(0, cell.value - 2 - mine) if shown else 0)
        high.append(max(0, cell.value + 2 - mine) if shown else rest_of_row)
    return {
        place: (
            max(0, rest_of_row - sum(high) + high[place]),
            min(high[place], rest_of_row - sum(low) + low[place]),
        )
        for place, cell in enumerate(cells)
        if not isinstance(cell, Shown)
    }


@settings(max_examples=300, deadline=None)
@given(PARTNERSHIP)
def test_nobody_pins_a_few_people_with_the_sum_of_the_row(agencies):
    cells, numbers = looked_at(agencies), [sum(one) for one in columns(agencies)]
    for place, (low, high) in reach(cells, [0] * 9, sum(numbers)).items():
        assert low < high or numbers[place] in (0, low)
        assert not (low == high and 1 <= numbers[place] <= FEW)


@settings(max_examples=300, deadline=None)
@given(PARTNERSHIP)
def test_no_lead_pins_a_few_people_of_the_others_by_taking_their_own_away(agencies):
    cells = looked_at(agencies)
    for own in agencies:
        others = [sum(one) - mine for one, mine in zip(columns(agencies), own, strict=True)]
        for place, (low, high) in reach(cells, own, sum(others)).items():
            assert not (low == high and 1 <= others[place] <= FEW)
        for cell, left in zip(cells, others, strict=True):
            assert not isinstance(cell, Shown) or left == 0 or left > FEW


@settings(max_examples=100, deadline=None)
@given(PARTNERSHIP)
def test_what_is_shown_is_rounded_to_five_and_what_is_hidden_has_one_reason(agencies):
    cells = looked_at(agencies)
    assert all(cell.value % 5 == 0 for cell in cells if isinstance(cell, Shown))
    assert len({cell.reason for cell in cells if not isinstance(cell, Shown)}) <= 1


def test_one_hidden_number_takes_another_with_it():
    cells = protect_ahead([Ends(4, 2), *[Ends(30 + n, 10) for n in range(8)]], rules=RULES)
    assert [isinstance(cell, Shown) for cell in cells] == [False, False, *[True] * 7]


def test_a_partnership_that_hides_more_hides_more_here():
    cells = protect_ahead([Ends(12, 1), Ends(40, 12)], rules=RuleSet(partnership_hidden_to=14))
    assert not any(isinstance(cell, Shown) for cell in cells)
