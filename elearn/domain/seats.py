"""Who gets the seats of a session: a greedy split with a floor for each agency (C13)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatNeed:
    """An agency and how many of its people a seat would help. ``unready`` None: the number is
    hidden, so it takes part in the floor alone. ``weight`` is what one person there counts for."""

    agency: str
    unready: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class Allotment:
    """An agency and its seats; ``drop`` is the fall in weighted unready people, if known."""

    agency: str
    seats: int
    drop: float | None


def allot(needs: Iterable[SeatNeed], *, seats: int, floor: int = 0) -> tuple[Allotment, ...]:
    """Split ``seats`` so that each goes where it takes away most weighted unready people; first,
    every agency in need gets up to ``floor``. Of equals, the agency with more people still
    unready, then by slug. No agency gets more than it can use, and none without a need gets any.

    >>> needs = [SeatNeed("alpha", 5, 1.5), SeatNeed("bravo", 9, 1.0), SeatNeed("charlie", 1, 0.5)]
    >>> [(one.agency, one.seats) for one in allot(needs, seats=8, floor=1)]
    [('alpha', 5), ('bravo', 2), ('charlie', 1)]
    """
    order = sorted(needs, key=lambda one: (-one.weight, -(one.unready or 0), one.agency))
    given = {one.agency: 0 for one in order}
    left = seats
    for one in order:  # the floor, in the order of worth, in case there are too few seats
        first = min(left, max(0, floor), _most(one, floor))
        given[one.agency], left = first, left - first
    while left > 0:
        open_ones = [one for one in order if (one.unready or 0) > given[one.agency]]
        if not open_ones:
            break
        best = min(
            open_ones,
            key=lambda one: (-one.weight, given[one.agency] - (one.unready or 0), one.agency),
        )
        given[best.agency] += 1
        left -= 1
    return tuple(
        Allotment(
            one.agency,
            given[one.agency],
            None if one.unready is None else given[one.agency] * one.weight,
        )
        for one in sorted(order, key=lambda one: one.agency)
        if given[one.agency]
    )


def _most(one: SeatNeed, floor: int) -> int:
    return floor if one.unready is None else one.unready
