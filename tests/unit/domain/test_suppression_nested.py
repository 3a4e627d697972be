"""Areas, agencies and roles as they are published, against a reader who also has the edition of the
day before, the flows in between, and every reason and band."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import astuple
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.domain.changes import Flows
from elearn.domain.coverage import Counts
from elearn.domain.suppression import (
    Audience,
    CoverageDecision,
    CoverageKey,
    Hidden,
    Reason,
    Shown,
    protect_coverage,
)
from elearn.domain.suppression.earlier import closed_by_earlier
from elearn.domain.suppression.flows import SIGNS, FlowKey, protect_flows
from elearn.domain.suppression.policy import Cell
from tests.unit.domain.reading import FEW, FIELDS, READER, RULES, read_row
from tests.unit.domain.reasons_attacker import ATTACKS, MOST, Name, ReasonsAttacker

AREAS = {"a0": "north", "a1": "north", "a2": "isles", "a3": "isles"}
HARDER = frozenset({"M03"})
IN_DATE = ("in_date",)
MOVED = (0, 0, 0, 0, 1, -1, 2, -3, 6)  # of those in date, from one day to the next
RAISED = 100  # a balance of flows stands so much higher in the programme, for each row in it
BALANCES = (5, 6, 7)
Rows = dict[CoverageKey, Counts]
Decided = Mapping[CoverageKey, CoverageDecision]


def parts_of(key: CoverageKey) -> list[CoverageKey]:
    """The totals that a row is a part of: one over roles, agencies and areas each, and modules."""
    if key.role:
        return [key._replace(role="")]
    wider = [key._replace(module="")] if key.module else []
    if key.agency:
        return [*wider, CoverageKey("", "", key.module, AREAS[key.agency])]
    return [*wider, key._replace(area="")] if key.area else wider


def with_totals(cells: Rows) -> Rows:
    """The cells, their sums by agency, area and partnership, and these by module."""
    rows = dict(cells)
    for key, counts in cells.items():
        for agency, area in ((key.agency, ""), ("", AREAS[key.agency]), ("", "")):
            for module in (key.module, ""):
                wider = CoverageKey(agency, "", module, area)
                rows[wider] = rows.get(wider, Counts()) + counts
    return rows


def audit(draw: Random) -> Rows:
    """Roles of one headcount in every module, small and large."""
    cells = {}
    for agency in list(AREAS)[: draw.randint(1, 4)]:
        for role in range(draw.randint(1, 3)):
            people = draw.randint(0, draw.choice((4, 14, 70)))
            for module in ("M01", "M02", "M03")[: draw.randint(1, 3)]:
                ready = draw.choice((0, people, draw.randint(0, people), draw.randint(0, people)))
                cells[CoverageKey(agency, f"r{role}", module)] = row(draw, people, ready)
    return cells


def row(draw: Random, people: int, ready: int) -> Counts:
    expired = draw.randint(0, people - ready)
    soon = draw.choice((0, draw.randint(0, ready)))
    return Counts(people, ready, soon, expired, people - ready - expired)


def day_after(draw: Random, cells: Rows) -> Rows:
    """A few came into date or fell out of it in some cells."""
    return {
        key: row(draw, one.in_scope, min(one.in_scope, max(0, one.in_date + draw.choice(MOVED))))
        for key, one in cells.items()
    }


def decide(rows: Rows, earlier: Rows | None = None) -> dict[CoverageKey, CoverageDecision]:
    return protect_coverage(
        {key: counts for key, counts in rows.items() if key.role},
        {key: counts for key, counts in rows.items() if not key.role},
        Audience.PARTNERSHIP,
        RULES,
        level_c=HARDER,
        areas=AREAS,
        closed=closed_by_earlier(rows, [earlier], rules=RULES) if earlier else None,
    )


def read(attacker: ReasonsAttacker, day: str, decided: Decided) -> None:
    """Everything an edition prints of coverage, and its sums."""
    ways: dict[tuple[CoverageKey, bool], list[CoverageKey]] = defaultdict(list)
    for key, decision in decided.items():
        read_row(attacker, (day, key), decision, level_c=key.module in HARDER)
        for total in parts_of(key):
            ways[total, bool(key.module) > bool(total.module)].append(key)
    for (total, _), parts in ways.items():
        for name in FIELDS:
            attacker.adds_up(((day, total), name), [((day, part), name) for part in parts])


def guesses_headcounts(attacker: ReasonsAttacker, decided: Decided) -> None:
    """That a role has as many people in one module as in another."""
    first: dict[tuple[str, str], CoverageKey] = {}
    for key in decided:
        if key.role:
            same = first.setdefault((key.agency, key.role), key)
            attacker.adds_up((("now", same), "in_scope"), [(("now", key), "in_scope")])


def hidden_in(
    day: str, rows: Rows, decided: Decided, names: tuple[str, ...] = FIELDS
) -> list[Name]:
    """What must stay open: zero may be known, and that everybody is in date."""
    return [
        ((day, key), name)
        for key, decision in decided.items()
        for name in names
        if isinstance(getattr(decision, name), Hidden)
        and getattr(rows[key], name) > 0
        and not (name == "in_date" and not rows[key].out_of_date)
    ]


@settings(max_examples=ATTACKS, deadline=None)
@given(st.integers(0, 10**6))
def test_nothing_hidden_of_areas_agencies_and_roles_is_settled_by_reasons(seed: int) -> None:
    rows = with_totals(audit(Random(seed)))
    decided = decide(rows)
    attacker = ReasonsAttacker()
    read(attacker, "now", decided)
    assert attacker.pinned(hidden_in("now", rows, decided)) == set()


@settings(max_examples=ATTACKS, deadline=None)
@given(st.integers(0, 10**6))
def test_nor_who_is_in_date_for_a_reader_who_knows_headcounts(seed: int) -> None:
    rows = with_totals(audit(Random(seed)))
    decided = decide(rows)
    attacker = ReasonsAttacker()
    read(attacker, "now", decided)
    guesses_headcounts(attacker, decided)
    assert attacker.pinned(hidden_in("now", rows, decided, FIELDS[1:])) == set()


def flows_between(draw: Random, old: Rows, new: Rows) -> dict[FlowKey, Flows]:
    """Why each agency's number changed: a few of each, and the rest is late data; with its sums."""
    found: dict[FlowKey, Flows] = {}
    for key in (key for key in new if key.agency and key.module and not key.role):
        change = new[key].in_date - old[key].in_date
        some = [draw.choice((0, 0, 2, 7)) for _ in range(5)]
        late = change - sum(sign * one for sign, one in zip(SIGNS, some, strict=False))
        flows = Flows(*some, 0, 0, late)
        for place in ((key.agency, key.module), (key.agency, ""), ("", key.module), ("", "")):
            found[FlowKey(*place)] = found.get(FlowKey(*place), Flows()) + flows
    return found


def read_flows(attacker: ReasonsAttacker, told: Mapping[FlowKey, tuple[Cell, ...]]) -> None:
    """In date then and what flows added is in date now and what flows took. Balances can be below
    nought, so each stands ``RAISED`` higher for every agency's module in it."""
    leaves = [key for key in told if key.agency and key.module]
    parts: dict[tuple[FlowKey, str], list[FlowKey]] = defaultdict(list)
    for key in told:
        rows = sum(
            key.agency in ("", one.agency) and key.module in ("", one.module) for one in leaves
        )
        for place, cell in enumerate(told[key]):
            attacker.knows((key, place), *said(cell, RAISED * rows if place in BALANCES else 0))
        read_row_of_flows(attacker, key, len(BALANCES) * RAISED * rows)
        if key.agency:
            parts[FlowKey("", key.module), "agencies"].append(key)
        if key.module:
            parts[FlowKey(key.agency, ""), "modules"].append(key)
    for (total, _), found in parts.items():
        for place in range(len(SIGNS)):
            attacker.adds_up((total, place), [(part, place) for part in found])


def read_row_of_flows(attacker: ReasonsAttacker, key: FlowKey, raised: int) -> None:
    place = CoverageKey(key.agency, "", key.module)
    taken = [(key, i) for i, sign in enumerate(SIGNS) if sign < 0]
    added = [(key, i) for i, sign in enumerate(SIGNS) if sign > 0]
    attacker.adds_up((key, "all"), [(("then", place), "in_date"), *added])
    attacker.adds_up((key, "all"), [(("now", place), "in_date"), *taken, (key, "raised")])
    attacker.knows((key, "raised"), (raised, raised))


def said(cell: Cell, raised: int) -> tuple[tuple[int, int], ...]:
    """The ranges that a flow may lie in, that much higher than it is."""
    if isinstance(cell, Shown):
        return ((raised + cell.value,) * 2,)
    low, high = FEW
    if cell.reason == READER.words(Reason.FEWER):
        ranges = ((raised + low, raised + high), (raised - high, raised - low))
    else:  # a row that is closed gives one reason for all its flows, few or not
        ranges = ((0, MOST),)
    return tuple((max(0, a), b) for a, b in ranges if b >= 0)


@settings(max_examples=max(1, ATTACKS // 4), deadline=None)
@given(st.integers(0, 10**6))
def test_nor_by_the_edition_of_the_day_before_and_the_flows_between(seed: int) -> None:
    draw = Random(seed)
    cells = audit(draw)
    old, new = with_totals(cells), with_totals(day_after(draw, cells))
    then, now = decide(old), decide(new, old)
    flows = flows_between(draw, old, new)
    closed = [
        key
        for key in flows
        if any(
            isinstance(decided[CoverageKey(key.agency, "", key.module)].in_date, Hidden)
            for decided in (then, now)
        )
    ]
    told = protect_flows(flows, closed, audience=Audience.PARTNERSHIP, rules=RULES)
    attacker = ReasonsAttacker()
    read(attacker, "then", then)
    read(attacker, "now", now)
    read_flows(attacker, told)
    hidden = [*hidden_in("then", old, then, IN_DATE), *hidden_in("now", new, now, IN_DATE)]
    hidden += [
        (key, place)
        for key, cells_ in told.items()
        for place, (cell, number) in enumerate(zip(cells_, astuple(flows[key]), strict=True))
        if isinstance(cell, Hidden) and number
    ]
    assert attacker.pinned(hidden) == set()
    for key in now.keys() & then.keys():
        for name in FIELDS[1:]:
            pair = [getattr(decided[key], name) for decided in (then, now)]
            if all(isinstance(cell, Shown) for cell in pair):
                assert not READER.is_few(abs(pair[0].value - pair[1].value)), (key, name)
