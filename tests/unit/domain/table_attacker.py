"""A reader who solves a whole table at once: every hidden cell that fits one number only."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

Name = Hashable
Sum = tuple[Name, Sequence[Name]]  # total = parts
ALMOST_ONE = 0.999


@dataclass
class TableAttacker:
    """Knows bounds of every number and which sums hold. Tables with totals are networks: where the
    bounds are whole numbers so are the corners of what fits, so a corner is what a reader of whole
    numbers could believe (HiGHS, the simplex method)."""

    bounds: Mapping[Name, tuple[float, float | None]]
    sums: Sequence[Sum]
    _seen: dict[Name, tuple[float, float]] = field(default_factory=dict)

    def pinned(self, names: Iterable[Name]) -> set[Name]:
        """Those that can be one number only. A corner says something of all of them, so most are
        settled by a few; the rest are asked for one by one."""
        wanted = sorted(set(names), key=repr)
        place = {name: i for i, name in enumerate(self.bounds)}
        draw = np.random.default_rng(7)
        for _ in range(4):
            goal = np.zeros(len(place))
            for name in wanted:
                goal[place[name]] = draw.choice((-1.0, 1.0))
            self._corner(place, goal)
            self._corner(place, -goal)
        for name in wanted:
            for sign in (1.0, -1.0):
                if self._is_open(name):
                    break
                goal = np.zeros(len(place))
                goal[place[name]] = sign
                self._corner(place, goal)
        return {name for name in wanted if not self._is_open(name)}

    def _is_open(self, name: Name) -> bool:
        low, high = self._seen.get(name, (0.0, 0.0))
        return high - low > ALMOST_ONE

    def _corner(self, place: Mapping[Name, int], goal: np.ndarray) -> None:
        answer = linprog(
            goal,
            A_eq=self._matrix(place),
            b_eq=np.zeros(len(self.sums)),
            bounds=list(self.bounds.values()),
            method="highs-ds",
        )
        assert answer.status == 0, answer.message
        for name, i in place.items():
            low, high = self._seen.get(name, (answer.x[i], answer.x[i]))
            self._seen[name] = (min(low, answer.x[i]), max(high, answer.x[i]))

    def _matrix(self, place: Mapping[Name, int]) -> coo_matrix:
        rows, columns, values = [], [], []
        for i, (total, parts) in enumerate(self.sums):
            rows += [i] * (1 + len(parts))
            columns += [place[total], *(place[part] for part in parts)]
            values += [-1.0, *(1.0 for _ in parts)]
        return coo_matrix((values, (rows, columns)), shape=(len(self.sums), len(place)))
