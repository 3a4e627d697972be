"""Adds the counts of an agency up by team, role or module, each person once (audit-method C13)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TypeVar

from elearn.agency.queries.standings import (
    DUE_SOON,
    EXPIRED,
    IN_DATE,
    NEVER,
    Cell,
    Fact,
    Standings,
)
from elearn.domain.coverage import Counts

Key = TypeVar("Key", bound=Hashable)


def counts_of(rank: int, people: int = 1) -> Counts:
    """People who all stand the same.

    >>> counts_of(DUE_SOON, 3)
    Counts(in_scope=3, in_date=3, due_soon=3, expired=0, never=0, since_change=0)
    """
    return Counts(
        in_scope=people,
        in_date=people if rank in (IN_DATE, DUE_SOON) else 0,
        due_soon=people if rank == DUE_SOON else 0,
        expired=people if rank == EXPIRED else 0,
        never=people if rank == NEVER else 0,
    )


def tally(found: Standings, key: Callable[[Cell | Fact], Key]) -> Mapping[Key, Counts]:
    """Person-requirements by key. Somebody with two postings counts once per key and module, in
    the worse of two standings."""
    sums: dict[Key, Counts] = defaultdict(Counts)
    for cell in found.cells:
        sums[key(cell)] += counts_of(cell.rank, cell.people)
    worst: dict[tuple[Key, int, int], int] = {}
    for fact in found.facts:
        one = (key(fact), fact.person_id, fact.module_id)
        worst[one] = max(worst.get(one, IN_DATE), fact.rank)
    for (of, _person, _module), rank in worst.items():
        sums[of] += counts_of(rank)
    return sums


def only(counts: Counts, ranks: Collection[int]) -> Counts:
    """Those of them in the standings at these places of ``RANKS``.

    >>> only(Counts(in_scope=9, in_date=6, due_soon=2, expired=1, never=2), {DUE_SOON, NEVER})
    Counts(in_scope=4, in_date=2, due_soon=2, expired=0, never=2, since_change=0)
    """
    numbers = {
        IN_DATE: counts.in_date - counts.due_soon,
        DUE_SOON: counts.due_soon,
        EXPIRED: counts.expired,
        NEVER: counts.never,
    }
    return sum((counts_of(rank, numbers[rank]) for rank in ranks), start=Counts())


def total(found: Standings) -> Counts:
    """All person-requirements of the agency: a person once per module."""
    return tally(found, lambda _one: "all").get("all", Counts())
