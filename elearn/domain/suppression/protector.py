"""Hiding just enough more, so that no hidden number can be worked out from what is printed.

Printed totals tie numbers together. Every number stands in at most two sums, so the sums are the
nodes of a graph and the numbers its edges: an edge runs from the sum it is taken out of to the
sum it goes into, and what enters a node leaves it. Raising one number by a step then means going
round a ring of edges, up along their direction and down against it. If there is a ring through a
hidden number whose edges are all hidden, at least one other set of numbers agrees with everything
in print, and the number cannot be solved. Otherwise the cheapest ring is found (Dijkstra) and
hidden. A step counts only if it leaves every *reason* as it is, because readers see reasons too.
Reasons alone can settle a number: "fewer than 5" over four parts of somebody each is four ones.
Then those of a ring are left out: its cells are of somebody, and no more is told of them.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from elearn.domain.suppression.policy import Cell, Hidden, Policy, Reason, Shown
from elearn.domain.suppression.search import How, cheapest_way, graph
from elearn.domain.suppression.shapes import Fields, Shape, Values

Tags = dict[int, Callable[[Values], Hashable]]

STEPS = (1, 2, 3)
LOOSE, UNSAID, STRICT = range(3)  # what a step leaves of reasons: nothing, somebody, all
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
    its step. In a ``STRICT`` ring no reason changes that is said."""

    cost: int
    move: int
    steps: tuple[tuple[int, int], ...]
    strict: int


class Protector:
    """Decides what is hidden in one connected set of tables. Call ``protect`` once."""

    def __init__(self, edges: Sequence[Edge], shape: Shape) -> None:
        self.edges, self.shape = edges, shape
        self._tags: Tags = {}
        self.hidden: list[Fields] = [frozenset()] * len(edges)
        self._reasons = [shape.reasons(edge.values) for edge in edges]
        self._touched = [
            shape.closure(frozenset(i for i, step in enumerate(move) if step))
            for move in shape.moves
        ]
        self._opened = [self._opened_by(change) for change in shape.moves]
        self._ends, self._at = graph([(edge.tail, edge.head) for edge in edges])
        self._groups: dict[Hashable, list[int]] = defaultdict(list)
        for i, edge in enumerate(edges):
            if edge.group is not None:
                self._groups[edge.group].append(i)
        self._own_cost = [edge.weight * (edge.values[0] + EACH_HIDDEN_CELL) for edge in edges]
        self._group_cost = [
            sum(self._own_cost[j] for j in self._groups.get(edge.group, [i]))
            for i, edge in enumerate(edges)
        ]
        cells, moves = range(len(edges)), range(len(shape.moves))
        self._costs = [[self._cost(i, move) for i in cells] for move in moves]
        self._rings: dict[tuple[int, int], Ring] = {}
        self._unsaid: set[int] = set()
        self._known: dict[tuple[int, int, int, int], bool] = {}
        self._open: dict[tuple[int, int, int], list[bool | None]] = {}

    @property
    def tags(self) -> Tags:
        """What must stay as it is of some edges however they move."""
        return self._tags

    @tags.setter
    def tags(self, tags: Tags) -> None:
        self._tags = tags
        self._open.clear()  # which edges may move depends on it

    def protect(self, closed: Mapping[int, Fields] = {}) -> None:
        """Hide what is sensitive, what is ``closed`` besides, and all that would give it away."""
        waiting: list[tuple[int, int]] = []
        for i, edge in enumerate(self.edges):
            if edge.printed:
                own = frozenset(f for f, reason in enumerate(self._reasons[i]) if reason)
                waiting += self._hide(i, own | closed.get(i, frozenset()))
        before: set[tuple[int, int]] = set()
        while waiting and set(waiting) != before:
            before = set(waiting)
            settled = self._work_off(waiting)
            waiting = [each for each in settled if not self._is_settled(*each)]  # hidden since

    def _work_off(self, waiting: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Find a ring for every hidden field; give those that need none as they are told anyway."""
        settled = []
        while waiting:
            i, field = waiting.pop()
            if (i, field) in self._rings:
                continue
            if ring := self._ring_for(i, field):
                waiting += self._hide_ring(ring)
            else:
                settled.append((i, field))
        return settled

    def is_movable(self, i: int, field: int) -> bool:
        """Whether a hidden field could be another number, reasons and tags being known."""
        ring = self._rings.get((i, field))
        if ring and ring.strict == STRICT and self._keeps_every_tag(ring):
            return True
        ways = self._ways(field, STEPS)
        return any(self._round(i, move, step, STRICT, limit=1) for move, step in ways)

    def _hide_ring(self, ring: Ring) -> Iterator[tuple[int, int]]:
        """Hide a ring and remember for each of its edges that it can move."""
        for i, _ in ring.steps:
            yield from self._hide(i, self._touched[ring.move])
            for field in self._opened[ring.move]:
                self._rings.setdefault((i, field), ring)

    def printed(self, i: int, policy: Policy) -> tuple[Cell, ...]:
        """The numbers of an edge as they may be printed."""
        cells: list[Cell] = []
        for field, value in enumerate(self.edges[i].values):
            if field in self.hidden[i]:
                said = self._reasons[i][field] or Reason.PROTECTS
                cells.append(Hidden(policy.words(Reason.EITHER if i in self._unsaid else said)))
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
        for move, costs in enumerate(self._costs):
            costs[i] = self._cost(i, move)
        for field in sorted(fresh):
            if self.shape.must_protect(edge.values, field):
                yield i, field
        if 0 in fresh:
            for twin in self._groups.get(edge.group, ()):
                yield from self._hide(twin, frozenset({0}))

    def _ring_for(self, i: int, field: int) -> Ring | None:
        ring = self._cheapest(i, field, STEPS[:1], STRICT)
        ring = ring or self._cheapest(i, field, STEPS[1:], STRICT)
        if ring or self._is_settled(i, field):
            return ring
        if ring := self._cheapest(i, field, STEPS[:1], UNSAID):
            return self._unsay(ring)
        return self._cheapest(i, field, STEPS[:1], LOOSE)

    def _unsay(self, ring: Ring) -> Ring:
        """Leave unsaid every reason that the ring would change; what may move depends on it."""
        for i, step in ring.steps:
            if self.shape.reasons(self._moved(i, ring.move, step)) != self._reasons[i]:
                self._unsaid.add(i)
        self._known = {key: may for key, may in self._known.items() if key[0] not in self._unsaid}
        self._open.clear()
        return replace(ring, strict=STRICT)

    def _is_settled(self, i: int, field: int) -> bool:
        """A printed total of nobody (or of everybody) says the same of all its parts: hiding a
        part from it is idle, and a total of nobody may be printed."""
        edge = self.edges[i]
        for place, zero in enumerate(self.shape.remainders(edge.values, field)):
            for node, side in zip(self._ends[i], (1, -1), strict=True):
                across = [j for j, sign, _ in self._at[node] if sign == -side]
                if zero == 0 and all(self._is_zero(j, field, place) for j in across):
                    return True
        return False

    def _is_zero(self, i: int, field: int, place: int) -> bool:
        edge = self.edges[i]
        seen = edge.printed and field not in self.hidden[i]
        return seen and self.shape.remainders(edge.values, field)[place] == 0

    def _cheapest(self, i: int, field: int, steps: Sequence[int], strict: int) -> Ring | None:
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
        moves = [move for move, opened in enumerate(self._opened) if field in opened]
        return [(move, sign * size) for size in steps for move in moves for sign in (1, -1)]

    def _opened_by(self, change: Values) -> list[int]:
        """The fields that a move leaves open. One that moves the base opens the base alone: how
        many people there are may be known or guessed from elsewhere, and must open nothing else."""
        if self.shape.has_base and change[0]:
            return [0]
        return [field for field, step in enumerate(change) if step]

    def _round(self, i: int, move: int, step: int, strict: int, limit: float) -> Ring | None:
        """The cheapest ring through edge ``i`` when it changes by ``step``, below ``limit``."""
        cost = self._costs[move][i]
        if cost >= limit or not self._may(i, move, step, strict):
            return None
        start, goal = self._ends[i] if step < 0 else reversed(self._ends[i])
        size = abs(step)
        how = How(
            start,
            goal,
            i,
            size,
            cost,
            limit,
            self._costs[move],
            self._table(move, size, strict),
            self._table(move, -size, strict),
            lambda j, by: self._may(j, move, by, strict),
        )
        found = cheapest_way(self._at, how)
        return Ring(found[0], move, ((i, step), *found[1]), strict) if found else None

    def _table(self, move: int, step: int, strict: int) -> list[bool | None]:
        """Whether each edge may change so, as far as it is known."""
        key = (move, step, strict)
        if key not in self._open:
            self._open[key] = [None] * len(self.edges)
        return self._open[key]

    def _cost(self, i: int, move: int) -> int:
        """What would have to be hidden more: the people in the cell, or in its whole group."""
        hidden, touched = self.hidden[i], self._touched[move]
        if touched <= hidden or not self.edges[i].printed:
            return 0
        return self._group_cost[i] if 0 in touched and 0 not in hidden else self._own_cost[i]

    def _may(self, i: int, move: int, step: int, strict: int) -> bool:
        table = self._table(move, step, strict)
        found = table[i]
        if found is None:
            found = table[i] = not self.edges[i].printed or (
                self._believed(i, move, step, strict) and self._keeps_its_tag(i, move, step)
            )
        return found

    def _believed(self, i: int, move: int, step: int, strict: int) -> bool:
        known = (i, move, step, strict)
        if known not in self._known:
            self._known[known] = self._is_believable(i, move, step, strict)
        return self._known[known]

    def _is_believable(self, i: int, move: int, step: int, strict: int) -> bool:
        values = self.edges[i].values
        moved = self._moved(i, move, step)
        if not any(values) or not self.shape.possible(moved):
            return False
        if strict == LOOSE or self.shape.reasons(moved) == self._reasons[i]:
            return True
        return bool(moved[0]) and (strict == UNSAID or i in self._unsaid)

    def _keeps_every_tag(self, ring: Ring) -> bool:
        return all(self._keeps_its_tag(i, ring.move, step) for i, step in ring.steps)

    def _keeps_its_tag(self, i: int, move: int, step: int) -> bool:
        tag = self._tags.get(i)
        return tag is None or tag(self._moved(i, move, step)) == tag(self.edges[i].values)

    def _moved(self, i: int, move: int, step: int) -> Values:
        change = self.shape.moves[move]
        return tuple(v + step * c for v, c in zip(self.edges[i].values, change, strict=True))
