"""A reader who solves everything that is printed: the linear programme behind the suppression."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from scipy.optimize import linprog

Name = Hashable


@dataclass
class Attacker:
    """Knows some numbers, the bounds of others and which sums must hold."""

    known: dict[Name, int] = field(default_factory=dict)
    bounds: dict[Name, tuple[float, float]] = field(default_factory=dict)
    sums: list[tuple[Name, list[Name]]] = field(default_factory=list)  # total = parts
    below: list[tuple[Name, Name]] = field(default_factory=list)  # first <= second

    def range_of(self, name: Name) -> tuple[float, float]:
        """The smallest and the largest value that fit everything printed."""
        return self._solve(name, 1), -self._solve(name, -1)

    def _names(self) -> list[Name]:
        found = {name for total, parts in self.sums for name in (total, *parts)}
        found |= {name for pair in self.below for name in pair} | set(self.bounds)
        return sorted(found | set(self.known), key=repr)

    def _solve(self, name: Name, sign: int) -> float:
        names = self._names()
        place = {each: i for i, each in enumerate(names)}
        equal = [self._row(place, [total], parts) for total, parts in self.sums]
        under = [self._row(place, [low], [high]) for low, high in self.below]
        limits = [
            (self.known[each],) * 2 if each in self.known else self.bounds.get(each, (0, None))
            for each in names
        ]
        goal = self._row(place, [name] if sign > 0 else [], [] if sign > 0 else [name])
        answer = linprog(
            goal,
            A_eq=equal or None,
            b_eq=[0] * len(equal) or None,
            A_ub=under or None,
            b_ub=[0] * len(under) or None,
            bounds=limits,
        )
        if answer.status == 3:  # without a limit
            return float("-inf")
        assert answer.status == 0, answer.message
        return float(answer.fun)

    @staticmethod
    def _row(place: dict[Name, int], plus: Sequence[Name], minus: Sequence[Name]) -> list[float]:
        row = [0.0] * len(place)
        for each in plus:
            row[place[each]] += 1
        for each in minus:
            row[place[each]] -= 1
        return row


def is_pinned(attacker: Attacker, name: Name) -> bool:
    """Whether only one whole number fits."""
    low, high = attacker.range_of(name)
    return high - low < 0.5
