"""The shortest way from one sum to the others, edge by edge (Dijkstra)."""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple


class How(NamedTuple):
    """How one search goes: not through edge ``i``, by a move of so many steps, below a limit; what
    hiding each edge costs, and whether it may rise and fall so, as far as that is known."""

    i: int
    move: int
    size: int
    strict: bool
    limit: float
    costs: list[int]
    up: list[bool | None]
    down: list[bool | None]


class Search:
    """A search for the shortest way through the sums (Dijkstra), from one of them. ``best`` is the
    least cost of reaching each so far, which is always below the limit."""

    __slots__ = ("_came", "_heap", "_offers", "best")

    def __init__(self, start: int, cost: int) -> None:
        self.best = {start: cost}
        self._came: dict[int, tuple[int, int, int]] = {}
        self._heap: list[tuple[int, int, int]] = [(cost, -1, start)]
        self._offers = count()

    def cheapest_first(self) -> Iterator[tuple[int, int]]:
        """Every node that can be reached, once, in the order of its cost."""
        while self._heap:
            cost, _, node = heappop(self._heap)
            if cost == self.best[node]:
                yield cost, node

    def offer(self, node: int, cost: int, by: tuple[int, int], since: int) -> None:
        """Say that a node can be reached over an edge, taken by so many steps, at a lower cost."""
        self.best[node] = cost
        self._came[node] = (*by, since)
        heappush(self._heap, (cost, next(self._offers), node))

    def way_to(self, node: int) -> Iterator[tuple[int, int]]:
        """The edges and steps of the cheapest way to a node that is done, last first."""
        while node in self._came:
            edge, step, node = self._came[node]
            yield edge, step
