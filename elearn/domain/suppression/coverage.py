"""Suppression of an audit's coverage: agency x role x module with every total that is printed."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from elearn.domain.coverage import Band, Counts, RuleSet, coverage_band, coverage_percent
from elearn.domain.suppression.policy import Audience, Cell, Hidden, Policy, Shown, policy_for
from elearn.domain.suppression.protector import Edge, Protector
from elearn.domain.suppression.shapes import IN_DATE, IN_SCOPE, CountsShape, Fields, Shape, Values
from elearn.domain.suppression.since import SINCE, SinceShape

KEEP_THE_PARTNERSHIP = 50  # its totals are the headline: anything else is hidden before them


class CoverageKey(NamedTuple):
    """Blank means all of them: ("council", "", "M01") is the council's M01 over its roles.

    ``area`` is filled for the totals of an area, whose agency is blank."""

    agency: str
    role: str = ""
    module: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class CoverageDecision:
    """A row of coverage as this reader may see it.

    ``note`` is the reason of the first hidden number, blank if none is. ``band`` may be known
    although the figures are hidden; it is None where it would give them away. ``since_change``
    is None where nobody counted it.
    """

    in_scope: Cell
    in_date: Cell
    due_soon: Cell
    expired: Cell
    never: Cell
    band: Band | None
    note: str
    since_change: Cell | None = None

    @property
    def counts(self) -> Counts | None:
        """The printed numbers, if none is hidden.

        >>> shown = [Shown(number) for number in (50, 40, 9, 5, 5)]
        >>> CoverageDecision(*shown, Band.WATCH, "").counts
        Counts(in_scope=50, in_date=40, due_soon=9, expired=5, never=5, since_change=0)
        """
        cells = (self.in_scope, self.in_date, self.due_soon, self.expired, self.never)
        shown = [cell.value for cell in cells if isinstance(cell, Shown)]
        return Counts(*shown) if len(shown) == len(cells) else None

    @property
    def percent(self) -> float | None:
        """Per cent in date, from the printed numbers; None where they are hidden.

        >>> hidden = Hidden("hidden: complement")
        >>> CoverageDecision(Shown(50), Shown(40), *[hidden] * 3, None, "x").percent
        80.0
        """
        if isinstance(self.in_scope, Shown) and isinstance(self.in_date, Shown):
            return coverage_percent(Counts(self.in_scope.value, self.in_date.value))
        return None


def protect_coverage(
    cells: Mapping[CoverageKey, Counts],
    totals: Mapping[CoverageKey, Counts],
    audience: Audience,
    rules: RuleSet,
    *,
    level_c: Collection[str] = (),
    areas: Mapping[str, str] | None = None,
    with_since: bool = False,
    closed: Mapping[CoverageKey, Fields] | None = None,
) -> dict[CoverageKey, CoverageDecision]:
    """Decide every row: ``cells`` (agency x role x module) and the ``totals`` that are printed.

    Totals are agency x module, agency, area x module, area, partnership x module and partnership;
    one that is left out is taken as never printed. ``level_c`` are the modules judged harder,
    ``areas`` the area of each agency where area totals are given; ``with_since`` says that those
    trained since the last change are printed too; ``closed`` are numbers that stay hidden for the
    sake of an earlier edition (``earlier.py``). Where people hold two roles a
    total is less than the sum of its cells; it is protected as if it were the sum, which is
    what a reader would try.

    >>> rows = {CoverageKey("a", "r1", "m"): Counts(40, 28, 0, 6, 6)}
    >>> rows[CoverageKey("a", "r2", "m")] = Counts(40, 38, 0, 0, 2)
    >>> whole = {CoverageKey("a", "", "m"): Counts(80, 66, 0, 6, 8)}
    >>> decided = protect_coverage(rows, whole, Audience.PARTNERSHIP, RuleSet())
    >>> [decided[key].note for key in [*rows, *whole]]
    ['hidden: protects another cell', 'hidden: complement', '']
    """
    rows = sorted({**cells, **totals}.items())
    policy = policy_for(audience, rules)
    graph = _Graph(frozenset(key for key, _ in rows), areas or {}, with_since)
    edges = [graph.edge(key, counts) for key, counts in rows]
    shape: Shape = SinceShape(policy) if with_since else CountsShape(policy)
    protector = Protector([*edges, *graph.unprinted()], shape)
    protector.protect({i: (closed or {}).get(key, frozenset()) for i, (key, _) in enumerate(rows)})
    bands = {key: _band_of(key, rules, level_c) for key, _ in rows}
    told = _bands_that_may_be_told(protector, rows, rules, bands)
    return {
        key: _decision(protector, i, policy, bands[key](edges[i].values) if i in told else None)
        for i, (key, _) in enumerate(rows)
    }


def _values(counts: Counts, with_since: bool) -> Values:
    row = (counts.in_scope, counts.in_date, counts.due_soon, counts.expired, counts.never)
    return (*row, counts.since_change) if with_since else row


@dataclass(frozen=True, slots=True)
class _Graph:
    """Partnership, area, agency, role, down to agency x module, area x module, module: every
    number between the sum it is taken out of and the sum it goes into."""

    keys: frozenset[CoverageKey]
    areas: Mapping[str, str]
    with_since: bool

    def edge(self, key: CoverageKey, counts: Counts) -> Edge:
        tail, head = self._ends(key)
        group = (key.agency, key.role) if key.role else None
        weight = 1 if key.agency or key.area else KEEP_THE_PARTNERSHIP
        return Edge(key, tail, head, _values(counts, self.with_since), group=group, weight=weight)

    def unprinted(self) -> list[Edge]:
        """The links that stand for totals nobody prints."""
        wanted: set[CoverageKey] = {CoverageKey("")}
        for agency, role, module, _ in (key for key in self.keys if key.agency):
            area = self.areas.get(agency, "")
            wanted |= {CoverageKey(agency), CoverageKey(agency, "", module)} if module else set()
            wanted |= {CoverageKey("", "", module), CoverageKey("", "", module, area)}
            wanted |= {CoverageKey("", "", "", area)}
            if module and not role and not self._has_roles(agency, module):
                wanted.add(CoverageKey(agency, "?", module))
        missing = sorted(wanted - self.keys)
        nothing = _values(Counts(), self.with_since)
        return [Edge(None, *self._ends(key), nothing, printed=False) for key in missing]

    def _has_roles(self, agency: str, module: str) -> bool:
        return any(key.role and (key.agency, key.module) == (agency, module) for key in self.keys)

    def _ends(self, key: CoverageKey) -> tuple[Hashable, Hashable]:
        agency, role, module, area = key
        if agency:
            area = self.areas.get(agency, "")
            if role:
                return ("agency", agency), ("agency", agency, module)
            if module:
                return ("agency", agency, module), ("area", area, module)
            return ("area", area), ("agency", agency)
        if area:
            if module:
                return ("area", area, module), ("area", "", module)
            return ("area", ""), ("area", area)
        return (("area", "", module), "modules") if module else ("modules", ("area", ""))


def _band_of(
    key: CoverageKey, rules: RuleSet, level_c: Collection[str]
) -> Callable[[Values], Band]:
    return lambda values: coverage_band(Counts(*values), key.module in level_c, rules)


def _bands_that_may_be_told(
    protector: Protector,
    rows: list[tuple[CoverageKey, Counts]],
    rules: RuleSet,
    bands: Mapping[CoverageKey, Callable[[Values], Band]],
) -> set[int]:
    """Rows whose band leaves every hidden number open.

    Those that print their coverage; and of those that hide it the totals on a sufficient base,
    as long as other numbers with the *same* band fit what is printed.
    """
    hidden = [i for i in range(len(rows)) if IN_DATE in protector.hidden[i]]
    open_before = [i for i in hidden if protector.is_movable(i, IN_DATE)]
    tried = {
        i
        for i in open_before
        if not rows[i][0].role
        and IN_SCOPE not in protector.hidden[i]
        and rows[i][1].in_scope >= rules.min_base
    }
    while tried:
        protector.tags = {i: bands[rows[i][0]] for i in tried}
        solved = {i for i in open_before if not protector.is_movable(i, IN_DATE)}
        if not solved:
            break
        tried = tried - solved if tried & solved else set()
    return tried | (set(range(len(rows))) - set(hidden))


def _decision(protector: Protector, i: int, policy: Policy, band: Band | None) -> CoverageDecision:
    cells = protector.printed(i, policy)
    in_scope, in_date, due_soon, expired, never = cells[:SINCE]
    notes = [cell.reason for cell in cells[:SINCE] if isinstance(cell, Hidden)]
    note = notes[0] if notes else ""
    since = cells[SINCE] if len(cells) > SINCE else None
    return CoverageDecision(in_scope, in_date, due_soon, expired, never, band, note, since)
