"""Which lines hold, are to come or are over on a day."""

from datetime import date

from elearn.domain.requirements import Need
from elearn.requirements.matrix import holds_for, sort_out
from elearn.requirements.queries.matrix import RequirementRow

ON = date(2026, 11, 22)
BEFORE, AFTER = date(2026, 1, 1), date(2027, 1, 1)


def row(number, start, end=None, *, agency=None, need=Need.REQUIRED):
    name = f"Agency {agency}" if agency else ""
    return RequirementRow(
        number, agency, name, 1, 1, need, start, end, 0, None, "Because.", None, ""
    )


def test_lines_are_in_force_to_come_or_over():
    over, now, later = row(1, BEFORE, ON), row(2, ON), row(3, AFTER)
    found = sort_out([later, now, over], ON)
    assert found.everybody == {(1, 1): now}
    assert found.to_come == (later,)
    assert found.over == (over,)


def test_what_was_replaced_before_it_held_is_over_and_never_to_come():
    planned = row(1, AFTER, AFTER)
    found = sort_out([planned], ON)
    assert found.over == (planned,)
    assert found.to_come == ()


def test_an_agencys_own_line_goes_before_everybodys_for_that_agency_alone():
    everybody, own = row(1, ON), row(2, BEFORE, agency=7, need=Need.OFFERED)
    found = sort_out([everybody, own], ON)
    assert holds_for(found, 7) == {(1, 1): own}
    assert holds_for(found, 8) == {(1, 1): everybody}
