"""Standardised coverage: the reversal of the method, and what must hold for every table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.standardise import Cell, standardised

pytestmark = pytest.mark.any_database


def cell(in_date, in_scope):
    return Cell(in_scope, in_date, in_scope)


REVERSAL = {
    "A": {"housing": cell(18, 30), "admin": cell(153, 170)},
    "B": {"housing": cell(90, 120), "admin": cell(57, 60)},
}


@pytest.mark.parametrize(
    ("agency", "printed"), [("A", ("85.5%", "78.2%", "96.7")), ("B", ("81.7%", "87.1%", "104.1"))]
)
def test_the_reversal_of_the_method_is_reproduced_to_the_printed_digit(agency, printed):
    one = standardised(REVERSAL)[agency]
    assert printed == (f"{100 * one.crude:.1f}%", f"{100 * one.direct:.1f}%", f"{one.ratio:.1f}")
    assert one.is_direct


def test_the_number_expected_is_that_of_the_method():
    assert f"{standardised(REVERSAL)['A'].expected:.1f}" == "176.8"


def test_a_role_of_nine_people_asks_for_the_ratio():
    few = {"A": {"housing": cell(5, 9), "admin": cell(153, 170)}, "B": REVERSAL["B"]}
    found = standardised(few)
    assert (found["A"].is_direct, found["B"].is_direct) == (False, True)


def test_people_are_counted_once_however_many_modules_they_are_asked():
    many = {"A": {"housing": Cell(in_scope=27, in_date=20, people=9)}}
    assert not standardised(many)["A"].is_direct


def test_an_agency_without_anybody_in_scope_has_no_figure():
    assert standardised({"A": {"housing": Cell(0, 0, 0)}}) == {}


def test_nobody_in_date_anywhere_leaves_the_ratio_open():
    assert standardised({"A": {"housing": cell(0, 40)}})["A"].ratio is None


cells = st.integers(1, 300).flatmap(lambda n: st.builds(cell, st.integers(0, n), st.just(n)))
tables = st.dictionaries(
    st.sampled_from("abcde"),
    st.dictionaries(st.sampled_from(["r1", "r2", "r3"]), cells, min_size=1),
    min_size=1,
)


@given(tables)
def test_expected_and_seen_are_the_same_over_all_agencies(table):
    found = standardised(table).values()
    assert sum(one.expected for one in found) == pytest.approx(sum(one.in_date for one in found))


@given(tables)
def test_the_direct_figure_lies_between_the_shares_of_the_roles(table):
    for agency, one in standardised(table).items():
        of_roles = [each.share for each in table[agency].values()]
        assert min(of_roles) - 1e-9 <= one.direct <= max(of_roles) + 1e-9


@given(tables)
def test_with_one_role_only_it_is_the_crude_figure(table):
    one_role = {agency: {"r1": next(iter(roles.values()))} for agency, roles in table.items()}
    for one in standardised(one_role).values():
        assert one.direct == pytest.approx(one.crude)
