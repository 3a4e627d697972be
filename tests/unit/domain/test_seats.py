"""The split of seats over agencies."""

from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.seats import SeatNeed, allot

WORKED = [
    SeatNeed("alpha", 72, 1.5 * 1.41),
    SeatNeed("bravo", 126, 1.47),
    SeatNeed("charlie", 24, 0.84),
    SeatNeed("delta", None, 0.375),
]
needs = st.lists(
    st.builds(
        SeatNeed,
        agency=st.text("abcdefgh", min_size=1, max_size=3),
        unready=st.none() | st.integers(0, 30),
        weight=st.sampled_from([0.5, 1.0, 1.5, 2.25]),
    ),
    max_size=8,
    unique_by=lambda one: one.agency,
)


def given_to(found):
    return {one.agency: one.seats for one in found}


def test_seats_go_where_one_takes_away_most():
    assert given_to(allot(WORKED, seats=24)) == {"alpha": 24}


def test_a_floor_comes_first_and_is_all_that_a_hidden_number_gets():
    found = allot(WORKED, seats=24, floor=2)
    assert given_to(found) == {"alpha": 18, "bravo": 2, "charlie": 2, "delta": 2}
    assert [one.drop for one in found if one.agency == "delta"] == [None]


def test_when_the_weightiest_are_served_the_next_ones_are():
    assert given_to(allot(WORKED, seats=200)) == {"alpha": 72, "bravo": 126, "charlie": 2}


def test_of_equals_the_one_with_more_people_left_is_first():
    even = [SeatNeed("a", 3, 1.0), SeatNeed("b", 5, 1.0)]
    assert given_to(allot(even, seats=4)) == {"a": 1, "b": 3}


def test_too_few_seats_for_the_floor_go_to_the_weightiest():
    assert given_to(allot(WORKED, seats=3, floor=2)) == {"alpha": 2, "bravo": 1}


@given(needs=needs, seats=st.integers(0, 120), floor=st.integers(0, 5))
def test_nobody_gets_more_than_they_can_use_and_every_seat_that_can_be_used_is(needs, seats, floor):
    found = given_to(allot(needs, seats=seats, floor=floor))
    most = {one.agency: floor if one.unready is None else one.unready for one in needs}
    assert all(0 < number <= most[agency] for agency, number in found.items())
    assert sum(found.values()) == min(seats, sum(most.values()))


@given(needs=needs, seats=st.integers(0, 120), floor=st.integers(0, 5), again=st.randoms())
def test_the_order_of_agencies_changes_nothing(needs, seats, floor, again):
    other = list(needs)
    again.shuffle(other)
    assert allot(needs, seats=seats, floor=floor) == allot(other, seats=seats, floor=floor)


@given(needs=needs, seats=st.integers(0, 60))
def test_without_a_floor_no_swap_of_one_seat_would_be_better(needs, seats):
    found = given_to(allot(needs, seats=seats))
    known = [one for one in needs if one.unready]
    for taken in (one for one in known if found.get(one.agency)):
        for other in known:
            if found.get(other.agency, 0) < other.unready:
                assert other.weight <= taken.weight
