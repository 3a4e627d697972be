"""A reader who also reads every reason: whole numbers that fit all that is printed (HiGHS)."""

import os
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

Name = Hashable
Range = tuple[int, int]
Term = tuple[int, float]
MOST = 10_000  # more people than any table of the tests has
ATTACKS = int(os.environ.get("ATTACKS", "4"))  # tables a test draws; ATTACKS=500 for a long look


@dataclass
class ReasonsAttacker:
    """Knows which ranges each number lies in and which sums hold. What a reason says is seldom one
    range ("not 1 to 4" is nought or five and more), so this is a mixed-integer programme."""

    ranges: dict[Name, list[Range]] = field(default_factory=dict)
    sums: list[tuple[Name, Sequence[Name]]] = field(default_factory=list)  # total = parts
    either: list[list[tuple[Name, Range]]] = field(default_factory=list)  # one of these is so
    _seen: dict[Name, Range] = field(default_factory=dict)

    def knows(self, name: Name, *ranges: Range) -> None:
        """Besides whatever was known of it."""
        known = self.ranges.get(name, [(0, MOST)])
        both = [(max(a, c), min(b, d)) for a, b in known for c, d in ranges]
        self.ranges[name] = [(low, high) for low, high in both if low <= high]
        assert self.ranges[name], f"nothing fits {name}"

    def adds_up(self, total: Name, parts: Sequence[Name]) -> None:
        """The total is the sum of its parts."""
        for name in (total, *parts):
            self.ranges.setdefault(name, [(0, MOST)])
        self.sums.append((total, parts))

    def pinned(self, names: Iterable[Name]) -> set[Name]:
        """Those of which one number only fits. What fits one question often answers others."""
        wanted = sorted(set(names), key=repr)
        draw = np.random.default_rng(7)
        model = _Model(self)
        for _ in range(3 if wanted else 0):
            goal = {name: float(draw.choice((-1.0, 1.0))) for name in wanted}
            self._look(model, goal)
            self._look(model, {name: -sign for name, sign in goal.items()})
        for name in wanted:
            for sign in (1.0, -1.0):
                if not self._is_open(name):
                    self._look(model, {name: sign})
        return {name for name in wanted if not self._is_open(name)}

    def _is_open(self, name: Name) -> bool:
        low, high = self._seen.get(name, (0, 0))
        return high > low

    def _look(self, model: "_Model", goal: dict[Name, float]) -> None:
        for name, value in model.solved(goal).items():
            low, high = self._seen.get(name, (value, value))
            self._seen[name] = (min(low, value), max(high, value))


class _Model:
    """The programme: a column a number, and one a range where a number has several."""

    def __init__(self, attacker: ReasonsAttacker) -> None:
        self.place = {name: i for i, name in enumerate(attacker.ranges)}
        self.rows: list[list[Term]] = []
        self.limits: list[tuple[float, float]] = []
        self.bounds = [
            (min(low for low, _ in ranges), max(high for _, high in ranges))
            for ranges in attacker.ranges.values()
        ]
        for total, parts in attacker.sums:
            terms = [(self.place[total], -1.0), *((self.place[part], 1.0) for part in parts)]
            self._row(terms, 0, 0)
        for name, ranges in attacker.ranges.items():
            if len(ranges) > 1:
                self._one_of([(name, each) for each in ranges])
        for choices in attacker.either:
            self._one_of(choices)

    def _one_of(self, choices: list[tuple[Name, Range]]) -> None:
        """A switch for each range; one of them is on, and a number lies in a range that is."""
        switches = range(len(self.bounds), len(self.bounds) + len(choices))
        self.bounds += [(0, 1)] * len(choices)
        self._row([(each, 1.0) for each in switches], 1, len(choices))
        for switch, (name, (low, high)) in zip(switches, choices, strict=True):
            self._row([(self.place[name], 1.0), (switch, -float(low))], 0, np.inf)
            self._row([(self.place[name], 1.0), (switch, float(MOST - high))], -np.inf, MOST)

    def _row(self, terms: list[Term], low: float, high: float) -> None:
        self.rows.append(terms)
        self.limits.append((low, high))

    def solved(self, goal: dict[Name, float]) -> dict[Name, int]:
        """One set of numbers that fits, at the end of what fits that the goal asks for."""
        wanted = np.zeros(len(self.bounds))
        for name, sign in goal.items():
            wanted[self.place[name]] = sign
        entries = [(row, *term) for row, terms in enumerate(self.rows) for term in terms]
        rows, columns, values = zip(*entries, strict=True)
        shape = (len(self.rows), len(self.bounds))
        answer = milp(
            wanted,
            integrality=np.ones(len(self.bounds)),
            bounds=Bounds(*np.array(self.bounds, dtype=float).T),
            constraints=LinearConstraint(
                coo_matrix((values, (rows, columns)), shape=shape).tocsc(),
                *np.array(self.limits).T,
            ),
        )
        assert answer.status == 0, answer.message
        return {name: round(answer.x[i]) for name, i in self.place.items()}
