"""The engine against a reader who solves everything in print: totals, reasons, rounding, limits."""

from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import (
    Audience,
    Cell,
    Figure,
    Hidden,
    Reason,
    Shown,
    policy_for,
    protect_table,
)
from tests.unit.domain.table_attacker import TableAttacker

RULES = RuleSet()
MOST = 10_000
Place = tuple[str, str]


def table(rows: int, columns: int, seed: int) -> dict[Place, Figure]:
    """Counts as agencies have them: many small ones, some of nobody, a few large."""
    draw = Random(seed)
    sizes = (0, draw.randint(1, 4), draw.randint(1, 12), draw.randint(5, 90), draw.randint(5, 900))
    return {
        (f"r{r:02}", f"c{c:02}"): Figure(draw.choice(sizes) and draw.randint(0, draw.choice(sizes)))
        for r in range(rows)
        for c in range(columns)
    }


def limits(cell: Cell, truth: int, audience: Audience) -> tuple[float, float]:
    """What the printed cell says: the number, what rounds to it, or what its reason leaves."""
    policy = policy_for(audience, RULES)
    if isinstance(cell, Shown):
        if policy.round_to == 1:
            return cell.value, cell.value
        half = policy.round_to // 2
        return max(0, cell.value - half), cell.value + half
    if cell.reason == f"hidden: fewer than {policy.hidden_to + 1}":
        return 1, policy.hidden_to
    if cell.reason == policy.words(Reason.EITHER):
        return 1, MOST
    return (0, 0) if truth == 0 else (policy.hidden_to + 1, MOST)


def sums_of(cells: dict[Place, Figure]) -> list[tuple[Place, list[Place]]]:
    rows, columns = (sorted({place[side] for place in cells}) for side in (0, 1))
    return [
        *(((r, ""), [(r, c) for c in columns]) for r in (*rows, "")),
        *((("", c), [(r, c) for r in rows]) for c in (*columns, "")),
    ]


def is_told(place: Place, found: dict[Place, Cell]) -> bool:
    """A total of nobody says the same of its parts, and points at nobody."""
    row, column = place
    return any(found[total] == Shown(0) for total in ((row, ""), ("", column)))


def attack(cells: dict[Place, Figure], audience: Audience) -> set[Place]:
    """The cells that somebody who reads the table can work out."""
    truth = {place: figure.count for place, figure in cells.items()}
    for total in {place for place, _ in sums_of(cells)}:
        truth[total] = sum(
            figure.count
            for place, figure in cells.items()
            if all(mine in ("", theirs) for mine, theirs in zip(total, place, strict=True))
        )
    decided = protect_table(cells, audience=audience, rules=RULES)
    found = {place: figure.count for place, figure in decided.items()}
    hidden = [
        place
        for place, cell in found.items()
        if isinstance(cell, Hidden) and truth[place] and not is_told(place, found)
    ]
    bounds = {place: limits(cell, truth[place], audience) for place, cell in found.items()}
    return TableAttacker(bounds, sums_of(cells)).pinned(hidden)


@pytest.mark.parametrize("audience", [Audience.PARTNERSHIP, Audience.PUBLIC])
def test_no_hidden_cell_of_a_table_can_be_solved(audience: Audience) -> None:
    @settings(max_examples=20, deadline=None)
    @example(8, 3, 18683)  # a column of four ones under "fewer than 5": its reasons settled it
    @given(st.integers(3, 10), st.integers(3, 8), st.integers(0, 10**6))
    def check(rows: int, columns: int, seed: int) -> None:
        assert attack(table(rows, columns, seed), audience) == set()

    check()


@pytest.mark.parametrize(("rows", "columns"), [(3, 3), (12, 15), (40, 6), (40, 15)])
def test_nor_of_a_large_one(rows: int, columns: int) -> None:
    assert attack(table(rows, columns, rows * columns), Audience.PARTNERSHIP) == set()


def test_the_reader_does_solve_a_table_with_one_hidden_cell() -> None:
    cells = {(f"r{r}", f"c{c}"): (r, c) for r in range(3) for c in range(3)}
    sums = sums_of(dict.fromkeys(cells, Figure(0)))
    bounds: dict[Place, tuple[float, float]] = dict.fromkeys(cells, (6, 6))
    bounds |= {total: (6 * len(parts), 6 * len(parts)) for total, parts in sums}
    bounds |= {("", ""): (54, 54), ("", "c0"): (15, 15), ("r0", ""): (15, 15)}
    bounds["r0", "c0"] = (1, 4)
    bounds["", ""] = (51, 51)
    assert TableAttacker(bounds, sums).pinned([("r0", "c0")]) == {("r0", "c0")}
