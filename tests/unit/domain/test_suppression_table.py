"""The engine over one table, against the worked examples and a reader who can solve it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import (
    Audience,
    Figure,
    Hidden,
    Margins,
    ProtectedFigure,
    Shown,
    protect_table,
)
from tests.unit.domain.attacker import Attacker, is_pinned

RULES = RuleSet()
Table = dict[tuple[str, str], Figure]


def protect(cells: Table, audience: Audience = Audience.PARTNERSHIP, **more: object):
    return protect_table(cells, audience=audience, rules=RULES, **more)  # type: ignore[arg-type]


def notes(table: dict[tuple[str, str], ProtectedFigure]) -> dict[tuple[str, str], str]:
    return {place: figure.note for place, figure in table.items() if figure.note}


def test_roles_of_one_agency_as_in_the_method() -> None:
    # audit-method.md C5: untrained 3 of 14, 21 of 130, 2 of 9, together 26 of 153.
    table = protect(
        {
            ("Calls", "M01"): Figure(3, 14),
            ("Response", "M01"): Figure(21, 130),
            ("Custody", "M01"): Figure(2, 9),
        },
        margins=Margins(rows=False),
    )
    assert table["Calls", "M01"].note == "hidden: fewer than 5"
    assert table["Custody", "M01"].note == "hidden: fewer than 10 people"
    assert table["Response", "M01"].count == Shown(21)
    assert table["", "M01"].count == Shown(26)


def test_a_small_gap_hides_a_second_agency_as_in_the_method() -> None:
    # audit-method.md C6: 27 of 30 in date leaves 3; the total would give it away.
    table = protect(
        {
            ("Alpha", "all"): Figure(168, 240),
            ("Bravo", "all"): Figure(774, 900),
            ("Charlie", "all"): Figure(24, 48),
            ("Delta", "all"): Figure(27, 30),
        },
        margins=Margins(rows=False),
    )
    assert notes(table) == {
        ("Charlie", "all"): "hidden: protects another cell",
        ("Delta", "all"): "hidden: complement",
    }
    assert table["", "all"].percent == pytest.approx(81.5, abs=0.05)
    assert table["Delta", "all"].base == Shown(30)


def test_the_agency_itself_sees_everything() -> None:
    cells = {("Calls", "M01"): Figure(3, 14), ("Custody", "M01"): Figure(0, 2)}
    for audience in (Audience.OWN_AGENCY, Audience.FULL):
        table = protect(cells, audience)
        assert notes(table) == {}
        assert table["Calls", "M01"].percent == pytest.approx(21.4, abs=0.05)
        assert table["", ""].count == Shown(3)


def test_the_public_sees_figures_rounded_to_five_and_nothing_under_eight() -> None:
    table = protect(
        {("Coast", "T1"): Figure(7, 60), ("Moor", "T1"): Figure(38, 61)}, Audience.PUBLIC
    )
    assert table["Coast", "T1"].note == "hidden: fewer than 8"
    other = protect(
        {("Moor", "T1"): Figure(38, 61), ("Coast", "T1"): Figure(22, 44)}, Audience.PUBLIC
    )
    assert other["Moor", "T1"] == ProtectedFigure(Shown(40), Shown(60))
    assert other["", "T1"].percent == pytest.approx(100 * 60 / 105)


def test_nothing_is_said_of_a_base_under_ten_not_even_zero_or_all() -> None:
    table = protect(
        {
            ("a", "x"): Figure(0, 6),
            ("b", "x"): Figure(6, 6),
            ("c", "x"): Figure(30, 60),
        }
    )
    assert table["a", "x"].note == table["b", "x"].note == "hidden: fewer than 10 people"
    assert table["a", "x"].percent is None
    assert table["a", "x"].base == Shown(6)


def test_a_base_of_one_to_four_is_hidden_too() -> None:
    table = protect(
        {("a", "x"): Figure(2, 3), ("b", "x"): Figure(20, 40), ("c", "x"): Figure(30, 50)}
    )
    assert table["a", "x"] == ProtectedFigure(
        Hidden("hidden: fewer than 5"), Hidden("hidden: fewer than 5")
    )
    assert table["b", "x"].note == "hidden: protects another cell"
    assert table["c", "x"].note == ""


def test_a_total_that_nobody_prints_needs_no_second_cell() -> None:
    cells = {("a", "x"): Figure(3), ("b", "x"): Figure(30)}
    assert notes(protect(cells, margins=Margins(False, False, False))) == {
        ("a", "x"): "hidden: fewer than 5"
    }


def test_the_reason_alone_must_not_solve_a_cell() -> None:
    # 1 and 5 make 6. Whoever knows that the second is not few would know that both are what
    # they are: hiding just these two is not enough.
    table = protect({("a", "x"): Figure(1), ("b", "x"): Figure(5)}, margins=Margins(rows=False))
    assert len(notes(table)) > 2


def test_a_given_total_stands_in_for_the_sum() -> None:
    cells = {("a", "x"): Figure(20, 40), ("b", "x"): Figure(30, 40)}
    table = protect(cells, totals={("", "x"): Figure(45, 75)})
    assert table["", "x"].count == Shown(45)


def test_a_total_of_nobody_is_printed_although_its_parts_are_hidden() -> None:
    table = protect(
        {("a", "x"): Figure(0, 6), ("b", "x"): Figure(0, 40)}, margins=Margins(rows=False)
    )
    assert table["", "x"].count == Shown(0)
    assert table["a", "x"].note == "hidden: fewer than 10 people"


def test_an_empty_table_stays_empty() -> None:
    assert protect({}) == {}


sizes = st.integers(1, 6)


@st.composite
def tables(draw: st.DrawFn, with_base: bool) -> Table:
    rows, columns = draw(sizes), draw(sizes)
    small_or_any = st.one_of(st.integers(0, 12), st.integers(0, 90))
    cells: Table = {}
    for r in range(rows):
        for c in range(columns):
            base = draw(small_or_any)
            count = draw(st.integers(0, base))
            cells[f"r{r}", f"c{c}"] = Figure(count, base) if with_base else Figure(count)
    return cells


def reader(cells: Table, table: dict[tuple[str, str], ProtectedFigure]) -> Attacker:
    """Everything that is printed, and that a count is part of its base."""
    known: dict[object, int] = {}
    for place, figure in table.items():
        for kind, cell in (("count", figure.count), ("base", figure.base)):
            if isinstance(cell, Shown):
                known[kind, place] = cell.value
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    kinds = ("count", "base") if any(f.base is not None for f in cells.values()) else ("count",)
    sums: list[tuple[object, list[object]]] = [
        *(((k, (r, "")), [(k, (r, c)) for c in columns]) for k in kinds for r in (*rows, "")),
        *(((k, ("", c)), [(k, (r, c)) for r in rows]) for k in kinds for c in (*columns, "")),
    ]
    below = [(("count", place), ("base", place)) for place in table] if len(kinds) > 1 else []
    return Attacker(known=known, sums=sums, below=below)  # type: ignore[arg-type]


def says_all(figure: ProtectedFigure) -> bool:
    """Whether a printed total is nobody or everybody, and so says the same of its parts."""
    if not isinstance(figure.count, Shown):
        return False
    return figure.count.value == 0 or (
        isinstance(figure.base, Shown) and figure.count.value == figure.base.value
    )


@pytest.mark.parametrize("with_base", [True, False])
def test_a_reader_who_solves_the_table_pins_no_hidden_cell(with_base: bool) -> None:
    @settings(max_examples=25, deadline=None)
    @given(tables(with_base=with_base))
    def check(cells: Table) -> None:
        table = protect(cells)
        attacker = reader(cells, table)
        for place, figure in table.items():
            row, column = place
            told = says_all(table[row, ""]) or says_all(table["", column])
            if isinstance(figure.base, Hidden):
                assert not is_pinned(attacker, ("base", place)), place
            if isinstance(figure.count, Hidden) and not told:
                assert not is_pinned(attacker, ("count", place)), place

    check()


@settings(max_examples=60, deadline=None)
@given(tables(with_base=True), st.sampled_from([Audience.PARTNERSHIP, Audience.PUBLIC]))
def test_no_small_number_is_ever_printed(cells: Table, audience: Audience) -> None:
    few = {Audience.PARTNERSHIP: 4, Audience.PUBLIC: 7}[audience]
    truth = dict(cells)
    for place, figure in protect(cells, audience).items():
        if place not in truth:
            continue
        real = truth[place]
        assert real.base is not None
        if isinstance(figure.count, Shown):
            assert not 1 <= real.count <= few
            assert not 1 <= real.base - real.count <= few
            assert real.base == 0 or real.base >= RULES.min_base
        if isinstance(figure.base, Shown):
            assert not 1 <= real.base <= few
