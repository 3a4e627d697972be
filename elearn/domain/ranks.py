"""How firm a place among the priorities is: 1,000 draws with a stored seed (C13, Rank stability).

Only Python's own ``random.Random`` is used, each agency drawing from a stream of its own (the
seed and its name), so that the figures are the same everywhere and do not depend on the order of
the agencies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from random import Random

from elearn.domain.coverage import RuleSet
from elearn.domain.priority import Score, Standpoint, ready_share, scores

DRAWS = 1_000
LOW_FACTOR, HIGH_FACTOR = 0.5, 1.5
TOP = 5
ONE_IN_TWENTY = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """The rank by the figures, and the 5th and 95th percentile of the rank over the draws.
    ``in_top`` is the number of draws in the top five."""

    rank: int
    best: int
    worst: int
    in_top: int

    @property
    def top_share(self) -> float:
        """Per cent of draws in the top five.

        >>> Place(1, 1, 2, 993).top_share
        99.3
        """
        return 100 * self.in_top / DRAWS

    def is_firm(self, rules: RuleSet) -> bool:
        """Whether it is a robust top five: there in at least 80% of the draws.

        >>> Place(1, 1, 2, 990).is_firm(RuleSet()), Place(6, 5, 7, 210).is_firm(RuleSet())
        (True, False)
        """
        return self.top_share >= rules.robust_share


@dataclass(frozen=True, slots=True)
class Ranked:
    """One agency's score and its place by volume and by intensity."""

    score: Score
    volume: Place
    intensity: Place


def ranked(standpoints: Iterable[Standpoint], *, seed: int, rules: RuleSet) -> tuple[Ranked, ...]:
    """Every agency with its places, the largest volume first."""
    known = sorted(standpoints, key=lambda one: one.agency)
    drawn = [_draws(one, seed, rules) for one in known]
    found = {one.agency: one for one in scores(known, rules)}
    volume = _places([found[one.agency].volume for one in known], [each[0] for each in drawn])
    intensity = _places([found[one.agency].intensity for one in known], [each[1] for each in drawn])
    rows = [
        Ranked(found[one.agency], *places)
        for one, *places in zip(known, volume, intensity, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.volume.rank, row.score.agency)))


def _draws(one: Standpoint, seed: int, rules: RuleSet) -> tuple[list[float], list[float]]:
    """Volume and intensity, ``DRAWS`` times."""
    chance = Random(f"{seed}:{one.agency}")  # noqa: S311 figures to be repeated, no secret
    coverage = min(1.0, one.in_date / one.in_scope) if one.in_scope else 0.0
    volumes, intensities = [], []
    for _ in range(DRAWS):
        ready = ready_share(coverage, _mastery(one, chance, rules.shrink_weight))
        factor = one.weight * chance.uniform(LOW_FACTOR, HIGH_FACTOR)
        factor *= one.risk * chance.uniform(LOW_FACTOR, HIGH_FACTOR)
        volumes.append(one.in_scope * (1 - ready) * factor)
        intensities.append(100 * (1 - ready) * factor)
    return volumes, intensities


def _mastery(one: Standpoint, chance: Random, k: float) -> float | None:
    """One draw from the beta posterior whose prior is the partnership's mean with weight K."""
    of_all = one.mastery_of_all
    if of_all is None:
        return None
    known = one.masters + k * of_all
    unknown = one.assessed - one.masters + k * (1 - of_all)
    if known <= 0 or unknown <= 0:
        return 0.0 if known <= 0 else 1.0
    return chance.betavariate(known, unknown)


def _places(values: Sequence[float], drawn: Sequence[Sequence[float]]) -> list[Place]:
    """Equal values take their places in the order of the agencies."""
    ranks: list[list[int]] = [[] for _ in values]
    for draw in zip(*drawn, strict=True):
        for rank, i in enumerate(_order(draw), 1):
            ranks[i].append(rank)
    now = {i: rank for rank, i in enumerate(_order(values), 1)}
    return [_place(now[i], sorted(one)) for i, one in enumerate(ranks)]


def _order(values: Sequence[float]) -> list[int]:
    return sorted(range(len(values)), key=lambda i: -values[i])


def _place(rank: int, ranks: Sequence[int]) -> Place:
    return Place(
        rank=rank,
        best=ranks[ceil(ONE_IN_TWENTY * len(ranks)) - 1],
        worst=ranks[ceil((1 - ONE_IN_TWENTY) * len(ranks)) - 1],
        in_top=sum(one <= TOP for one in ranks),
    )
