"""The engine over an audit's coverage: agency x role x module with all its totals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.domain.coverage import Band, Counts, RuleSet
from elearn.domain.suppression import (
    Audience,
    CoverageDecision,
    CoverageKey,
    Hidden,
    Shown,
    protect_coverage,
)
from tests.unit.domain.attacker import Attacker, is_pinned

Cells = dict[CoverageKey, Counts]
FIELDS = ("in_scope", "in_date", "due_soon", "expired", "never")
RULES = RuleSet()
AREAS = {"a0": "north", "a1": "north", "a2": "isles"}


def totals_of(cells: Cells, areas: dict[str, str] | None = None) -> Cells:
    """Every total that is the sum of its cells."""
    totals: Cells = {}
    for (agency, _, module, _), counts in cells.items():
        wider = [
            CoverageKey(agency, "", module),
            CoverageKey(agency),
            CoverageKey("", "", module),
            CoverageKey(""),
        ]
        if areas:
            area = areas[agency]
            wider += [CoverageKey("", "", module, area), CoverageKey("", "", "", area)]
        for key in wider:
            totals[key] = totals.get(key, Counts()) + counts
    return totals


def decide(
    cells: Cells, audience: Audience = Audience.PARTNERSHIP
) -> dict[CoverageKey, CoverageDecision]:
    return protect_coverage(cells, totals_of(cells), audience, RULES, level_c={"M03"})


def is_hidden(decision: CoverageDecision, name: str) -> bool:
    return isinstance(getattr(decision, name), Hidden)


def agencies(**counts: Counts) -> Cells:
    """One role and one module in each agency."""
    return {CoverageKey(agency, "r", "M01"): each for agency, each in counts.items()}


WORKED = agencies(  # audit-method.md C6, with an invented split of those out of date
    alpha=Counts(240, 168, 20, 40, 32),
    bravo=Counts(900, 774, 60, 66, 60),
    charlie=Counts(48, 24, 6, 12, 12),
    delta=Counts(30, 27, 0, 3, 0),
)


def test_delta_and_the_smallest_other_agency_are_hidden_as_in_the_method() -> None:
    decided = decide(WORKED)
    delta, charlie = decided[CoverageKey("delta")], decided[CoverageKey("charlie")]
    assert delta.note == "hidden: complement"
    assert charlie.note == "hidden: protects another cell"
    assert delta.percent is None
    assert delta.in_scope == Shown(30)
    assert decided[CoverageKey("alpha")].percent == 70.0
    assert decided[CoverageKey("")].percent == pytest.approx(81.5, abs=0.05)


def test_a_hidden_agency_may_still_tell_its_band() -> None:
    decided = decide(WORKED)
    assert decided[CoverageKey("delta")].band is Band.ON_TRACK
    assert decided[CoverageKey("charlie")].band is Band.ACT


def test_a_band_that_would_solve_the_count_is_not_told() -> None:
    # 11 of 12 is the only count of 8 to 11 (complement) that is 90% or more.
    decided = decide(agencies(a=Counts(12, 11, 0, 0, 1), b=Counts(60, 30, 0, 15, 15)))
    assert decided[CoverageKey("a")].note == "hidden: complement"
    assert decided[CoverageKey("a")].band is None


def test_the_agency_and_the_coordinator_see_every_number() -> None:
    for audience in (Audience.FULL, Audience.OWN_AGENCY):
        decided = decide(WORKED, audience)
        assert {each.note for each in decided.values()} == {""}
        assert decided[CoverageKey("delta")].counts == Counts(30, 27, 0, 3, 0)
        assert decided[CoverageKey("delta")].band is Band.ON_TRACK


def test_few_expired_hide_the_split_but_not_the_coverage() -> None:
    decided = decide(
        agencies(
            a=Counts(60, 40, 0, 2, 18), b=Counts(60, 40, 0, 10, 10), c=Counts(60, 40, 0, 10, 10)
        )
    )
    row = decided[CoverageKey("a")]
    assert row.percent == pytest.approx(66.7, abs=0.05)
    assert is_hidden(row, "expired")
    assert is_hidden(row, "never")
    assert row.due_soon == Shown(0)
    assert row.note == "hidden: fewer than 5"
    assert row.counts is None


def test_few_due_soon_hide_that_number_alone() -> None:
    decided = decide(
        agencies(
            a=Counts(60, 40, 3, 10, 10), b=Counts(60, 40, 9, 10, 10), c=Counts(60, 40, 20, 10, 10)
        )
    )
    row = decided[CoverageKey("a")]
    assert [is_hidden(row, name) for name in FIELDS] == [False, False, True, False, False]
    assert is_hidden(decided[CoverageKey("b")], "due_soon")
    assert not is_hidden(decided[CoverageKey("c")], "due_soon")


def test_a_small_headcount_is_hidden_in_every_module_of_that_role() -> None:
    cells: Cells = {}
    for module in ("M01", "M02"):
        cells[CoverageKey("a", "tiny", module)] = Counts(3, 3, 0, 0, 0)
        cells[CoverageKey("a", "mid", module)] = Counts(40, 30, 0, 10, 0)
        cells[CoverageKey("a", "big", module)] = Counts(90, 70, 0, 20, 0)
    decided = decide(cells)
    hidden = {key[1:3] for key, each in decided.items() if key.role and is_hidden(each, "in_scope")}
    assert hidden == {("tiny", "M01"), ("tiny", "M02"), ("mid", "M01"), ("mid", "M02")}
    assert decided[CoverageKey("a", "tiny", "M01")].band is None


def test_level_c_modules_have_their_own_band() -> None:
    cells = {CoverageKey("a", "r", "M03"): Counts(100, 92, 0, 8, 0)}
    assert decide(cells)[CoverageKey("a", "", "M03")].band is Band.WATCH
    assert decide(cells)[CoverageKey("a")].band is Band.ON_TRACK


def test_a_total_left_out_is_taken_as_never_printed() -> None:
    cells = WORKED
    decided = protect_coverage(cells, {}, Audience.PARTNERSHIP, RULES)
    assert sorted(key.agency for key, each in decided.items() if each.note) == ["delta"]


def test_an_agency_without_roles_takes_part_through_its_module_totals() -> None:
    whole = totals_of(WORKED)
    decided = protect_coverage({}, whole, Audience.PARTNERSHIP, RULES)
    assert decided[CoverageKey("charlie", "", "M01")].note == "hidden: protects another cell"


def test_the_public_sees_rounded_numbers() -> None:
    decided = decide(WORKED, Audience.PUBLIC)
    row = decided[CoverageKey("bravo")]
    assert row.in_date == Shown(775)
    assert row.percent == pytest.approx(100 * 775 / 900)


@st.composite
def audits(draw: st.DrawFn) -> Cells:
    cells: Cells = {}
    for agency in range(draw(st.integers(1, 3))):
        for role in range(draw(st.integers(1, 3))):
            for module in range(draw(st.integers(1, 3))):
                scope = draw(st.one_of(st.integers(0, 14), st.integers(0, 70)))
                in_date = draw(st.integers(0, scope))
                expired = draw(st.integers(0, scope - in_date))
                due_soon = draw(st.integers(0, in_date))
                counts = Counts(scope, in_date, due_soon, expired, scope - in_date - expired)
                cells[CoverageKey(f"a{agency}", f"r{role}", f"m{module}")] = counts
    return cells


def parts_of(total: CoverageKey, keys: set[CoverageKey]) -> list[list[CoverageKey]]:
    """The ways in which a printed row is the sum of other printed rows."""
    agency, role, module, area = total
    if role:
        return []
    wholes = [key for key in keys if not key.role]
    here = [key for key in wholes if key.module == module]
    below = [key for key in keys if key.role and key[::2] == (agency, module)]
    if not agency and area:
        below = [key for key in here if AREAS.get(key.agency) == area]
    elif not agency:
        below = [key for key in here if key.area]
    modules = [key for key in wholes if key.module and key[::3] == (agency, area)]
    return [way for way in (below, [] if module else modules) if way]


def reader(decided: dict[CoverageKey, CoverageDecision]) -> Attacker:
    attacker = Attacker()
    for key, decision in decided.items():
        for name in FIELDS:
            cell = getattr(decision, name)
            if isinstance(cell, Shown):
                attacker.known[name, key] = cell.value
        split: list[object] = [(name, key) for name in ("in_date", "expired", "never")]
        attacker.sums.append((("in_scope", key), split))  # type: ignore[arg-type]
        attacker.below.append((("due_soon", key), ("in_date", key)))
        for way in parts_of(key, set(decided)):
            for name in FIELDS:
                attacker.sums.append(((name, key), [(name, part) for part in way]))
    return attacker


def must_stay_open(truth: Counts, name: str) -> bool:
    """Zero may be known, as it points at nobody; so may it that everybody is in date."""
    return getattr(truth, name) > 0 and not (name == "in_date" and not truth.out_of_date)


@settings(max_examples=20, deadline=None)
@given(audits(), st.integers(0, 5))
def test_a_reader_who_solves_the_audit_pins_no_hidden_number(cells: Cells, first: int) -> None:
    totals = totals_of(cells, AREAS)
    decided = protect_coverage(cells, totals, Audience.PARTNERSHIP, RULES, areas=AREAS)
    truth = {**cells, **totals}
    attacker = reader(decided)
    hidden = [
        (name, key)
        for key, decision in decided.items()
        for name in FIELDS
        if is_hidden(decision, name) and must_stay_open(truth[key], name)
    ]
    for each in hidden[first::6]:  # one in six, another six in the next example
        assert not is_pinned(attacker, each), (each, cells)


@settings(max_examples=60, deadline=None)
@given(audits(), st.sampled_from([(Audience.PARTNERSHIP, 4), (Audience.PUBLIC, 7)]))
def test_no_small_number_is_ever_printed(cells: Cells, reader: tuple[Audience, int]) -> None:
    audience, few = reader
    for key, decision in decide(cells, audience).items():
        if key not in cells:
            continue
        real = cells[key]
        for name in FIELDS:
            if not is_hidden(decision, name):
                assert not 1 <= getattr(real, name) <= few, (key, name)
        if not is_hidden(decision, "in_date"):
            assert not 1 <= real.out_of_date <= few
            assert real.in_scope == 0 or real.in_scope >= RULES.min_base
