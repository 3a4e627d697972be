"""A reader with every edition of referrals in hand and an integer programme that solves them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from elearn.domain.suppression import Hidden, Reason, ReferralKey
from elearn.domain.suppression.repeated import Printed

Cell = tuple[str, str, str, int]  # area, quarter, kind, and the number that later ones correct


@dataclass
class EditionsAttacker:
    """Knows all that is printed in all editions, which sums hold, that reasons are true, and of a
    number that is not few but hidden that it is not few."""

    editions: Sequence[Printed]
    _cells: dict[Cell, int] = field(default_factory=dict)
    _rows: list[tuple[list[int], float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for edition in self.editions:
            for key, number in (*edition.counted.cells.items(), *edition.counted.apart.items()):
                self._cells.setdefault((*_place(key), number), len(self._cells))
        for edition in self.editions:
            numbers = edition.counted.numbers()
            for key, cell in edition.decided.items():
                low, high = _range(numbers[key], cell, edition.policy)
                self._rows.append((self._parts(edition, key), low, high))

    def pinned(self) -> list[tuple[ReferralKey, int]]:
        """The hidden numbers, nought apart, that only one whole number fits: as the truth fits,
        those for which no other is found. What fits one question often answers others."""
        truth = np.array([number for *_, number in self._cells])
        asked: dict[tuple[int, ...], tuple[ReferralKey, int]] = {}
        for edition in self.editions:
            numbers = edition.counted.numbers()
            for key, cell in edition.decided.items():
                if isinstance(cell, Hidden) and numbers[key]:
                    asked.setdefault(tuple(sorted(self._parts(edition, key))), (key, numbers[key]))
        for parts in list(asked):
            for sign in (1, -1):
                if parts in asked:
                    found = self._solve(parts, sign)
                    other = [p for p in asked if found[list(p)].sum() != truth[list(p)].sum()]
                    for each in other:
                        del asked[each]
        return list(asked.values())

    def _parts(self, edition: Printed, key: ReferralKey) -> list[int]:
        counted = edition.counted
        cells = counted.apart if key in counted.apart else counted.cells
        return [
            self._cells[*_place(one), number]
            for one, number in cells.items()
            if all(mine in ("", its) for mine, its in zip(key, one, strict=True))
        ]

    def _solve(self, parts: Sequence[int], sign: int) -> np.ndarray:
        """Whole numbers that fit, with the smallest sum of some cells, or (-1) the largest."""
        size = len(self._cells)
        goal, matrix = np.zeros(size), np.zeros((len(self._rows), size))
        goal[list(parts)] = sign
        for i, (row, _, _) in enumerate(self._rows):
            matrix[i, row] = 1
        limits = np.array([(low, high) for _, low, high in self._rows])
        answer = milp(
            goal,
            constraints=LinearConstraint(matrix, limits[:, 0], limits[:, 1]),
            bounds=Bounds(0, 10_000),
            integrality=np.ones(size),
        )
        assert answer.status == 0, answer.message
        return np.rint(answer.x)


def _place(key: ReferralKey) -> tuple[str, str, str]:
    return key.area, key.quarter, key.kind


def _range(number, cell, policy) -> tuple[float, float]:
    """What is known of a number: all that would have been printed like it."""
    if isinstance(cell, Hidden):
        if cell.reason == policy.words(Reason.FEWER):
            return 1, policy.hidden_to
        if cell.reason == policy.words(Reason.EITHER):
            return 1, np.inf
        return (policy.hidden_to + 1, np.inf) if number else (0, 0)
    if policy.round_to == 1 or not number:
        return number, number
    same = [
        other
        for other in range(policy.hidden_to + 1, number + policy.round_to)
        if policy.rounded(other) == cell.value
    ]
    return same[0], same[-1]
