"""Hiding just enough more, so that no hidden number can be worked out from what is printed.

Printed totals tie numbers together. Every number stands in at most two sums, so the sums are the
nodes of a graph and the numbers its edges: an edge runs from the sum it is taken out of to the
sum it goes into, and what enters a node leaves it. Raising one number by a step then means going
round a ring of edges, up along their direction and down against it. If there is a ring through a
hidden number whose edges are all hidden, at least one other set of numbers agrees with everything
in print, and the number cannot be solved. Otherwise the cheapest ring is found (Dijkstra) and
hidden. A step counts only if it leaves every *reason* as it is, because readers see reasons too.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import inf

from elearn.domain.suppression.policy import Cell, Hidden, Policy, Reason, Shown
from elearn.domain.suppression.shapes import Fields, Shape, Values

STEPS = (1, 2, 3)
EACH_HIDDEN_CELL = 10  # besides its people, so that one larger cell goes before two small ones


@dataclass(frozen=True, slots=True)
class Edge:
    """One cell between two sums. Not ``printed``: a total that nobody prints, free to be
    anything. Cells of one ``group`` share a base that is known to be the same: it is hidden in
    all of them or in none. ``weight`` times its people is what hiding it costs."""

    key: Hashable
    tail: Hashable
    head: Hashable
    values: Values
    printed: bool = True
    group: Hashable = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Ring:
    """What it costs to make one edge movable: the move, and every edge on the way round with
    its step. In a ``strict`` ring no reason changes."""

    cost: int
    move: int
    steps: tuple[tuple[int, int], ...]
    strict: bool


class Search:
    """The open ends of one shortest-way search (Dijkstra)."""

    def __init__(self, start: Hashable, cost: int) -> None:
        self.done: set[Hashable] = set()
        self._best = {start: cost}
        self._came: dict[Hashable, tuple[int, int, Hashable]] = {}
        self._heap: list[tuple[int, int, Hashable]] = [(cost, -1, start)]
        self._offers = count()

    def cheapest_first(self, limit: float) -> Iterator[tuple[int, Hashable]]:
        """Every node in the order of its cost, while that is below the limit."""
        while self._heap:
            cost, _, node = heappop(self._heap)
            if cost >= limit:
                return
            if node not in self.done:
                self.done.add(node)
                yield cost, node

    def wants(self, node: Hashable, cost: int, limit: float) -> bool:
        """Whether this would be the cheapest way to a node so far, and below the limit."""
        return cost < limit and cost < self._best.get(node, inf)

    def offer(self, node: Hashable, cost: int, by: tuple[int, int], since: Hashable) -> None:
        """Say that a node can be reached over an edge, taken by so many steps, at a cost."""
        self._best[node] = cost
        self._came[node] = (*by, since)
        heappush(self._heap, (cost, next(self._offers), node))

    def way_to(self, node: Hashable) -> Iterator[tuple[int, int]]:
        """The edges and steps of the cheapest way to a node that is done, last first."""
        while node in self._came:
            edge, step, node = self._came[node]
            yield edge, step


class Protector:
    """Decides what is hidden in one connected set of tables. Call ``protect`` once."""

    def __init__(self, edges: Sequence[Edge], shape: Shape) -> None:
        self.edges, self.shape = edges, shape
        self.tags: dict[int, Callable[[Values], Hashable]] = {}
        self.hidden: list[Fields] = [frozenset()] * len(edges)
        self._reasons = [shape.reasons(edge.values) for edge in edges]
        self._touched = [
            shape.closure(frozenset(i for i, step in enumerate(move) if step))
            for move in shape.moves
        ]
        self._at: dict[Hashable, list[tuple[int, int, Hashable]]] = defaultdict(list)
        self._groups: dict[Hashable, list[int]] = defaultdict(list)
        for i, edge in enumerate(edges):
            self._at[edge.tail].append((i, 1, edge.head))
            self._at[edge.head].append((i, -1, edge.tail))
            if edge.group is not None:
                self._groups[edge.group].append(i)
        self._own_cost = [edge.weight * (edge.values[0] + EACH_HIDDEN_CELL) for edge in edges]
        self._group_cost = [
            sum(self._own_cost[j] for j in self._groups.get(edge.group, [i]))
            for i, edge in enumerate(edges)
        ]
        self._rings: dict[tuple[int, int], Ring] = {}
        self._known: dict[tuple[int, int, int, bool], bool] = {}

    def protect(self) -> None:
        """Hide what is sensitive and everything that would give it away."""
        waiting: list[tuple[int, int]] = []
        for i, edge in enumerate(self.edges):
            if edge.printed:
                own = frozenset(f for f, reason in enumerate(self._reasons[i]) if reason)
                waiting += self._hide(i, own)
        before: set[tuple[int, int]] = set()
        while waiting and set(waiting) != before:
            before = set(waiting)
            settled = self._work_off(waiting)
            # A total of nobody that settled a part may have been hidden since.
            waiting = [each for each in settled if not self._is_settled(*each)]

    def _work_off(self, waiting: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Find a ring for every hidden field; give those that need none as they are told anyway."""
        settled = []
        while waiting:
            i, field = waiting.pop()
            if (i, field) in self._rings:
                continue
            if ring := self._ring_for(i, field):
                waiting += self._open(ring)
            else:
                settled.append((i, field))
        return settled

    def is_movable(self, i: int, field: int) -> bool:
        """Whether a hidden field could be another number, reasons and tags being known."""
        ring = self._rings.get((i, field))
        if ring and ring.strict and self._keeps_every_tag(ring):
            return True
        ways = self._ways(field, STEPS)
        return any(self._round(i, move, step, True, limit=1) for move, step in ways)

    def _open(self, ring: Ring) -> Iterator[tuple[int, int]]:
        """Hide a ring and remember for each of its edges that it can move."""
        change = self.shape.moves[ring.move]
        for i, _ in ring.steps:
            yield from self._hide(i, self._touched[ring.move])
            for field in (f for f, step in enumerate(change) if step):
                self._rings.setdefault((i, field), ring)

    def printed(self, i: int, policy: Policy) -> tuple[Cell, ...]:
        """The numbers of an edge as they may be printed."""
        cells: list[Cell] = []
        for field, value in enumerate(self.edges[i].values):
            if field in self.hidden[i]:
                cells.append(Hidden(policy.words(self._reasons[i][field] or Reason.PROTECTS)))
            else:
                cells.append(Shown(policy.rounded(value)))
        return tuple(cells)

    def _hide(self, i: int, fields: Fields) -> Iterator[tuple[int, int]]:
        """Hide the fields of an edge; yield what became hidden and must not be worked out."""
        edge = self.edges[i]
        wanted = self.shape.closure(fields)
        fresh = wanted - self.hidden[i]
        if not fresh or not edge.printed:
            return
        self.hidden[i] |= wanted
        for field in sorted(fresh):
            if self.shape.must_protect(edge.values, field):
                yield i, field
        if 0 in fresh:
            for twin in self._groups.get(edge.group, ()):
                yield from self._hide(twin, frozenset({0}))

    def _ring_for(self, i: int, field: int) -> Ring | None:
        ring = self._cheapest(i, field, steps=STEPS[:1], strict=True)
        ring = ring or self._cheapest(i, field, steps=STEPS[1:], strict=True)
        if ring or self._is_settled(i, field):
            return ring
        return self._cheapest(i, field, steps=STEPS[:1], strict=False)

    def _is_settled(self, i: int, field: int) -> bool:
        """A printed total of nobody (or of everybody) says the same of all its parts: hiding a
        part from it is idle, and a total of nobody may be printed."""
        edge = self.edges[i]
        for place, zero in enumerate(self.shape.remainders(edge.values, field)):
            for node, side in ((edge.tail, 1), (edge.head, -1)):
                across = [j for j, sign, _ in self._at[node] if sign == -side]
                if zero == 0 and all(self._is_zero(j, field, place) for j in across):
                    return True
        return False

    def _is_zero(self, i: int, field: int, place: int) -> bool:
        edge = self.edges[i]
        seen = edge.printed and field not in self.hidden[i]
        return seen and self.shape.remainders(edge.values, field)[place] == 0

    def _cheapest(self, i: int, field: int, *, steps: Sequence[int], strict: bool) -> Ring | None:
        """The cheapest ring for a field; those that cost nothing are looked for first."""
        ways = self._ways(field, steps)
        for move, step in ways:
            if ring := self._round(i, move, step, strict, limit=1):
                return ring
        best: Ring | None = None
        for move, step in ways:
            limit = inf if best is None else best.cost
            best = self._round(i, move, step, strict, limit) or best
        return best

    def _ways(self, field: int, steps: Sequence[int]) -> list[tuple[int, int]]:
        moves = [move for move, change in enumerate(self.shape.moves) if change[field]]
        return [(move, sign * size) for size in steps for move in moves for sign in (1, -1)]

    def _round(self, i: int, move: int, step: int, strict: bool, limit: float) -> Ring | None:
        """The cheapest ring through edge ``i`` when it changes by ``step``, below ``limit``."""
        if not self._may(i, move, step, strict):
            return None
        edge = self.edges[i]
        start, goal = (edge.head, edge.tail) if step > 0 else (edge.tail, edge.head)
        search = Search(start, self._cost(i, move))
        for cost, node in search.cheapest_first(limit):
            if node == goal:
                return Ring(cost, move, ((i, step), *search.way_to(goal)), strict)
            for j, sign, other in self._at[node]:
                total = cost + self._cost(j, move)
                if j == i or not search.wants(other, total, limit):
                    continue
                if self._may(j, move, sign * abs(step), strict):
                    search.offer(other, total, (j, sign * abs(step)), node)
        return None

    def _cost(self, i: int, move: int) -> int:
        """What would have to be hidden more: the people in the cell, or in its whole group."""
        hidden, touched = self.hidden[i], self._touched[move]
        if touched <= hidden or not self.edges[i].printed:
            return 0
        return self._group_cost[i] if 0 in touched and 0 not in hidden else self._own_cost[i]

    def _may(self, i: int, move: int, step: int, strict: bool) -> bool:
        edge = self.edges[i]
        if not edge.printed:
            return True
        known = (i, move, step, strict)
        if known not in self._known:
            self._known[known] = self._is_believable(i, move, step, strict)
        return self._known[known] and self._keeps_its_tag(i, move, step)

    def _is_believable(self, i: int, move: int, step: int, strict: bool) -> bool:
        values = self.edges[i].values
        moved = self._moved(i, move, step)
        if not any(values) or not self.shape.possible(moved):
            return False
        return not strict or self.shape.reasons(moved) == self._reasons[i]

    def _keeps_every_tag(self, ring: Ring) -> bool:
        return all(self._keeps_its_tag(i, ring.move, step) for i, step in ring.steps)

    def _keeps_its_tag(self, i: int, move: int, step: int) -> bool:
        tag = self.tags.get(i)
        return tag is None or tag(self._moved(i, move, step)) == tag(self.edges[i].values)

    def _moved(self, i: int, move: int, step: int) -> Values:
        change = self.shape.moves[move]
        return tuple(v + step * c for v, c in zip(self.edges[i].values, change, strict=True))
