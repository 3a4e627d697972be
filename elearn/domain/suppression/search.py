"""The shortest way from one sum to another, edge by edge (Dijkstra)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

At = Sequence[Sequence[tuple[int, int, int]]]  # at each node: edge, its sign there, node beyond
Way = list[tuple[int, int]]


class How(NamedTuple):
    """How one search goes: from a node to another, not through edge ``i``, by a move of ``size``
    steps, beginning at a cost and staying below a limit; what hiding each edge costs, and whether
    it may rise and fall so as far as that is known: ``may`` finds out the rest."""

    start: int
    goal: int
    i: int
    size: int
    cost: int
    limit: float
    costs: list[int]
    up: list[bool | None]
    down: list[bool | None]
    may: Callable[[int, int], bool]


def cheapest_way(at: At, how: How) -> tuple[int, Way] | None:
    """The cost of the cheapest way and its edges with their steps, last first."""
    if how.start == how.goal:
        return how.cost, []
    return _free_way(at, how) if how.limit == 1 else _way(at, how)


def _free_way(at: At, how: How) -> tuple[int, Way] | None:
    """Over edges that cost nothing. The most travelled road of the whole engine, so it keeps all
    it needs at hand: all costs are the same, so the nodes come in the order they were found."""
    start, goal, i, size, _, _, costs, up, down, may = how
    came: dict[int, tuple[int, int, int]] = {start: (-1, 0, -1)}
    queue = [start]
    for node in queue:  # it grows meanwhile
        for j, sign, other in at[node]:
            if other in came or costs[j] or j == i:
                continue
            is_open = (up if sign > 0 else down)[j]
            if may(j, sign * size) if is_open is None else is_open:
                came[other] = (j, sign * size, node)
                if other == goal:
                    return 0, _back(came, start, goal)
                queue.append(other)
    return None


def _way(at: At, how: How) -> tuple[int, Way] | None:
    """Over edges of any cost. What is no cheaper than the way there is, is not looked at."""
    start, goal, i, size, first, limit, costs, up, down, may = how
    came: dict[int, tuple[int, int, int]] = {}
    best = {start: first}
    heap = [(first, -1, start)]
    offers = 0
    while heap:
        cost, _, node = heappop(heap)
        if cost != best[node]:
            continue
        if node == goal:
            return cost, _back(came, start, goal)
        for j, sign, other in at[node]:
            total = cost + costs[j]
            if total >= limit or total >= best.get(other, inf) or j == i:
                continue
            is_open = (up if sign > 0 else down)[j]
            if may(j, sign * size) if is_open is None else is_open:
                best[other] = total
                came[other] = (j, sign * size, node)
                offers += 1
                heappush(heap, (total, offers, other))
                if other == goal:
                    limit = total  # whatever else is offered now must cost less
    return None


def _back(came: dict[int, tuple[int, int, int]], start: int, goal: int) -> Way:
    way, node = [], goal
    while node != start:
        edge, step, node = came[node]
        way.append((edge, step))
    return way


def graph(named: Sequence[tuple[Hashable, Hashable]]) -> tuple[list[tuple[int, int]], At]:
    """The ends (tail, head) of every edge, nodes being numbered; and at every node the edges there
    with their sign and the node beyond."""
    numbers: dict[Hashable, int] = {}
    ends: list[tuple[int, int]] = []
    at: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for i, (tail_name, head_name) in enumerate(named):
        tail = numbers.setdefault(tail_name, len(numbers))
        head = numbers.setdefault(head_name, len(numbers))
        ends.append((tail, head))
        at[tail].append((i, 1, head))
        at[head].append((i, -1, tail))
    return ends, [at[node] for node in range(len(numbers))]
