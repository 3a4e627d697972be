"""Flows through the engine, against a reader who knows every total and that every row adds up."""

from dataclasses import astuple
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from elearn.domain.changes import Flows
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience, Hidden, Shown
from elearn.domain.suppression.flows import COUNTS_OF_PEOPLE, SIGNS, FlowKey, protect_flows

RULES = RuleSet()
Rows = dict[FlowKey, Flows]


def rows_of(agencies: int, modules: int, seed: int) -> Rows:
    draw, rows = Random(seed), {}
    for agency in range(agencies):
        for module in range(modules):
            many = (0, draw.randint(1, 4), draw.randint(0, 30), draw.randint(5, 90))
            one = Flows(
                *(draw.choice(many) for _ in range(COUNTS_OF_PEOPLE)),
                *(draw.choice((0, 0, -1, 2, -6, 9)) for _ in range(3)),
            )
            for key in (
                (f"a{agency}", f"m{module}"),
                (f"a{agency}", ""),
                ("", f"m{module}"),
                ("", ""),
            ):
                rows[FlowKey(*key)] = rows.get(FlowKey(*key), Flows()) + one
    return rows


At = tuple[FlowKey, int]


def solved(rows: Rows, closed: set[FlowKey]) -> list[At]:
    """The hidden flows that fit one number only: a linear programme for each."""
    shown = protect_flows(rows, closed, audience=Audience.PARTNERSHIP, rules=RULES)
    place = {at: i for i, at in enumerate((key, f) for key in sorted(rows) for f in range(8))}
    equal, right = known(rows, closed, place)
    limits = [_limits(shown[key][f], astuple(rows[key])[f], f) for key, f in place]
    hidden = [
        (key, f) for key, f in place if isinstance(shown[key][f], Hidden) and astuple(rows[key])[f]
    ]
    found = []
    for at in hidden:
        goal = np.zeros(len(place))
        goal[place[at]] = 1
        ends = [linprog(sign * goal, A_eq=equal, b_eq=right, bounds=limits) for sign in (1, -1)]
        assert all(end.status in (0, 3) for end in ends)
        if all(end.status == 0 for end in ends) and -ends[1].fun - ends[0].fun < 0.999:
            found.append(at)
    return found


def known(rows: Rows, closed: set[FlowKey], place: dict[At, int]) -> tuple[np.ndarray, list[int]]:
    """That flows add up to the change of each row that is not closed, and parts to their total."""
    equal, right = [], []

    def must(parts: dict[At, int], total: int) -> None:
        row = np.zeros(len(place))
        for part, sign in parts.items():
            row[place[part]] = sign
        equal.append(row)
        right.append(total)

    for key in rows:
        if key not in closed:
            must({(key, f): SIGNS[f] for f in range(8)}, rows[key].change)
        parts = [one for one in rows if all(one) and _covers(key, one)]
        for f in range(8) if parts != [key] else ():
            must({(key, f): -1, **{(one, f): 1 for one in parts}}, 0)
    return np.array(equal), right


def _covers(total: FlowKey, part: FlowKey) -> bool:
    return all(mine in ("", theirs) for mine, theirs in zip(total, part, strict=True))


def _limits(cell: object, truth: int, field: int) -> tuple[float, float | None]:
    if isinstance(cell, Shown):
        return cell.value, cell.value
    if isinstance(cell, Hidden) and cell.reason == "hidden: fewer than 5":
        return (1, 4) if field < COUNTS_OF_PEOPLE else (-4, 4)
    return (0 if field < COUNTS_OF_PEOPLE else None), None


@settings(max_examples=2, deadline=None)
@given(st.integers(2, 3), st.integers(2, 3), st.integers(0, 10**6))
def test_no_hidden_flow_can_be_solved(agencies: int, modules: int, seed: int) -> None:
    rows = rows_of(agencies, modules, seed)
    assert solved(rows, set()) == []


@pytest.mark.parametrize("seed", range(2))
def test_nor_where_rows_are_closed(seed: int) -> None:
    rows = rows_of(3, 3, seed)
    closed = {FlowKey(f"a{a}", f"m{m}") for a in (0, 1) for m in (0, 1)}
    shown = protect_flows(rows, closed, audience=Audience.PARTNERSHIP, rules=RULES)
    assert all(isinstance(cell, Hidden) for key in closed for cell in shown[key])
    assert solved(rows, closed) == []


def test_the_coordinator_sees_every_flow() -> None:
    rows = rows_of(2, 2, 1)
    shown = protect_flows(rows, set(rows), audience=Audience.FULL, rules=RULES)
    assert all(isinstance(cell, Shown) for cells in shown.values() for cell in cells)
