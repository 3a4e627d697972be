"""Whether hidden numbers of several editions could be others, all that is printed being known.

Editions print sums of overlapping runs of quarters. A sum over a run is the difference of two
running totals, so whatever is printed of one area bounds differences of running totals. If some
areas' running totals move by the same amounts up or down, everything printed bounds differences of
these amounts: shortest paths say how far a number can move. The truth does not move, so no bound
is below nought and there is no ring of them that is. Every movement found is another record that
would have been printed in the same words; a number that moves in one of them cannot be solved.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import floor, inf

from elearn.domain.suppression.policy import Cell, Hidden, Policy, Reason

Row = tuple[str, str]  # area, kind
Signs = Mapping[Row, int]
Span = tuple[frozenset[Row], int, int]  # rows, and the first and last of their quarters, counted


@dataclass(frozen=True, slots=True)
class Told:
    """What print says of the sum of some rows over a run of quarters: how far it may move down
    (``low``, at most 0) and up (``high``) and be printed in the same words."""

    span: Span
    low: float
    high: float
    is_target: bool  # hidden, and somebody: it must not be worked out


def told(span: Span, value: int, cell: Cell, policy: Policy) -> Told:
    """What a printed or hidden number tells, its reason being known to be true.

    >>> from elearn.domain.suppression.policy import Shown
    >>> span, public = (frozenset({("isle", "nrm")}), 1, 1), Policy(7, 5, 10)
    >>> told(span, 43, Shown(45), public).low, told(span, 43, Shown(45), public).high
    (0, 4)
    >>> told(span, 3, Hidden("hidden: fewer than 8"), public).high
    4
    """
    if isinstance(cell, Hidden):
        return Told(span, *_around(value, cell.reason, policy), value > 0)
    if value == 0 or policy.round_to == 1:
        return Told(span, 0, 0, False)
    same = [
        step
        for step in range(-policy.round_to, policy.round_to + 1)
        if value + step > policy.hidden_to and policy.rounded(value + step) == cell.value
    ]
    return Told(span, min(same), max(same), False)


def _around(value: int, reason: str, policy: Policy) -> tuple[float, float]:
    few = policy.is_few(value)
    if reason == policy.words(Reason.FEWER) and few:
        return 1 - value, policy.hidden_to - value
    if value == 0:
        return 0, 0
    if few or reason == policy.words(Reason.EITHER):
        return 1 - value, inf
    return policy.hidden_to + 1 - value, inf


class Witness:
    """Looks for other records that would have been printed in the same words."""

    def __init__(self, all_told: Iterable[Told]) -> None:
        bounds: dict[Span, tuple[float, float]] = {}
        targets: set[Span] = set()
        for one in all_told:
            low, high = bounds.get(one.span, (-inf, inf))
            bounds[one.span] = max(low, one.low), min(high, one.high)
            if one.is_target:
                targets.add(one.span)
        self._bounds = bounds
        self.targets = sorted(targets, key=lambda span: (sorted(span[0]), span[1:]))
        self._rows = sorted({row for rows, *_ in bounds for row in rows})
        self._first = min((first for _, first, _ in bounds), default=1) - 1
        self._size = max((last for *_, last in bounds), default=0) - self._first + 1
        self._reach: dict[tuple[tuple[Row, int], ...], list[list[float]]] = {}

    def moves(self, span: Span) -> bool:
        """Whether the sum of some rows over a run could be another number."""
        rows, first, last = span
        start, end = first - 1 - self._first, last - self._first
        for signs in self._ways(rows):
            if sum(signs.get(row, 0) for row in rows):
                far = self._far(signs)
                if far[start][end] >= 1 or far[end][start] >= 1:
                    return True
        return False

    def _ways(self, rows: frozenset[Row]) -> Iterator[Signs]:
        """Rows that move together: two areas against each other, alone or with both kinds; the
        kinds of an area against each other; one row alone."""
        others = {kind for _, kind in self._rows}
        areas = sorted({area for area, _ in self._rows})
        for area, kind in sorted(rows):
            crossed = sorted(others - {kind})
            for other in areas:
                if other != area:
                    yield {(area, kind): 1, (other, kind): -1}
            yield {(area, kind): 1}
            for turned in crossed:
                yield {(area, kind): 1, (area, turned): -1}
                for other in areas:
                    if other != area:
                        yield {
                            (area, kind): 1,
                            (area, turned): -1,
                            (other, kind): -1,
                            (other, turned): 1,
                        }

    def _far(self, signs: Signs) -> list[list[float]]:
        """How far each running total may move above each other one."""
        key = tuple(sorted(signs.items()))
        if key not in self._reach:
            self._reach[key] = _shortest(self._edges(signs))
        return self._reach[key]

    def _edges(self, signs: Signs) -> list[list[float]]:
        far = [[inf] * self._size for _ in range(self._size)]
        for (rows, first, last), (low, high) in self._bounds.items():
            times = sum(signs.get(row, 0) for row in rows)
            if not times:
                continue
            up = high if times > 0 else -low
            down = -low if times > 0 else high
            start, end = first - 1 - self._first, last - self._first
            far[start][end] = min(far[start][end], _whole(up, abs(times)))
            far[end][start] = min(far[end][start], _whole(down, abs(times)))
        return far


def _whole(limit: float, times: int) -> float:
    return limit if limit == inf else floor(limit / times)


def _shortest(far: list[list[float]]) -> list[list[float]]:
    """The shortest way between every two places (Floyd and Warshall)."""
    for place, row in enumerate(far):
        row[place] = 0
    for middle, onwards in enumerate(far):
        for row in far:
            so_far = row[middle]
            if so_far != inf:
                row[:] = [min(old, so_far + step) for old, step in zip(row, onwards, strict=True)]
    return far
