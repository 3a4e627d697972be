"""Of those in date, who was trained since the last change: protected like every other count."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.domain.coverage import Counts
from elearn.domain.suppression import Audience, CoverageKey, Hidden, Shown, protect_coverage
from tests.unit.domain.attacker import is_pinned
from tests.unit.domain.test_suppression_coverage import (
    AREAS,
    FIELDS,
    RULES,
    Cells,
    agencies,
    audits,
    parts_of,
    reader,
    totals_of,
)

SINCE = "since_change"
CHANGED = ("m0", "m2")  # m1 never changed: all of its people in date count


def decide(cells: Cells, audience=Audience.PARTNERSHIP):
    return protect_coverage(cells, totals_of(cells), audience, RULES, with_since=True)


def row(in_date, since, scope=100):
    return Counts(scope, in_date, 0, 0, scope - in_date, since)


@pytest.mark.parametrize(
    ("in_date", "since", "note"),
    [
        (60, 30, ""),
        (60, 60, ""),
        (60, 0, ""),
        (60, 3, "hidden: fewer than 5"),
        (60, 57, "hidden: complement"),
        (8, 4, "hidden: fewer than 10 people"),
        (8, 8, ""),
        (97, 50, "hidden: complement"),
    ],
)
def test_few_few_left_over_and_small_bases_are_hidden(in_date, since, note):
    big = row(60, 30)
    decided = decide(agencies(a=row(in_date, since), b=big, c=big))
    cell = decided[CoverageKey("a")].since_change
    assert (cell.reason if isinstance(cell, Hidden) else "") == note


def test_one_hidden_agency_takes_another_with_it():
    decided = decide(agencies(a=row(60, 57), b=row(60, 30), c=row(90, 40)))
    hidden = {key.agency for key, one in decided.items() if isinstance(one.since_change, Hidden)}
    assert len(hidden) == 2
    assert "a" in hidden
    assert decided[CoverageKey("")].since_change == Shown(127)
    assert {one.note for one in decided.values()} == {""}


def test_the_coordinator_sees_every_number():
    decided = decide(agencies(a=row(60, 57), b=row(60, 3)), Audience.FULL)
    assert decided[CoverageKey("a")].since_change == Shown(57)


def test_an_edition_that_did_not_count_it_is_decided_as_before():
    cells = agencies(a=row(60, 57), b=row(27, 5, scope=30), c=row(90, 40))
    without = protect_coverage(cells, totals_of(cells), Audience.PARTNERSHIP, RULES)
    assert {one.since_change for one in without.values()} == {None}
    assert without[CoverageKey("a")].note == "hidden: protects another cell"


@st.composite
def changed_audits(draw: st.DrawFn) -> Cells:
    cells = draw(audits())
    return {
        key: replace(
            counts,
            since_change=draw(st.integers(0, counts.in_date))
            if key.module in CHANGED
            else counts.in_date,
        )
        for key, counts in cells.items()
    }


@settings(max_examples=20, deadline=None)
@given(changed_audits(), st.integers(0, 5))
def test_a_reader_who_solves_the_audit_pins_no_hidden_number(cells: Cells, first: int) -> None:
    """The reader knows which modules never changed."""
    totals = totals_of(cells, AREAS)
    decided = protect_coverage(
        cells, totals, Audience.PARTNERSHIP, RULES, areas=AREAS, with_since=True
    )
    truth = {**cells, **totals}
    attacker = reader(decided)
    for key, decision in decided.items():
        if isinstance(decision.since_change, Shown):
            attacker.known[SINCE, key] = decision.since_change.value
        attacker.below.append(((SINCE, key), ("in_date", key)))
        if key.module and key.module not in CHANGED:
            attacker.sums.append(((SINCE, key), [("in_date", key)]))
        for way in parts_of(key, set(decided)):
            attacker.sums.append(((SINCE, key), [(SINCE, part) for part in way]))
    hidden = [
        (name, key)
        for key, decision in decided.items()
        for name in (*FIELDS, SINCE)
        if isinstance(getattr(decision, name), Hidden) and must_stay_open(truth[key], name)
    ]
    for each in hidden[first::6]:
        assert not is_pinned(attacker, each), (each, cells)


def must_stay_open(truth: Counts, name: str) -> bool:
    """Zero may be known, and so may it that all of them are."""
    if name == SINCE:
        return 0 < truth.since_change < truth.in_date
    return getattr(truth, name) > 0 and not (name == "in_date" and not truth.out_of_date)


@settings(max_examples=60, deadline=None)
@given(changed_audits(), st.sampled_from([(Audience.PARTNERSHIP, 4), (Audience.PUBLIC, 7)]))
def test_no_small_number_is_ever_printed(cells: Cells, seen: tuple[Audience, int]) -> None:
    audience, few = seen
    for key, decision in decide(cells, audience).items():
        if key in cells and isinstance(decision.since_change, Shown):
            real = cells[key]
            left = real.in_date - real.since_change
            assert left == 0 or not 1 <= real.since_change <= few
            assert not 1 <= left <= few
