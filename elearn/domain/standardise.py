"""Coverage as it would be with the same mix of roles: direct and indirect (C3.14, C8)."""

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_IN_A_ROLE = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """In scope and in date in one role of one agency, each person once per required module;
    ``people`` once in the role."""

    in_scope: int
    in_date: int
    people: int

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(
            self.in_scope + other.in_scope,
            self.in_date + other.in_date,
            self.people + other.people,
        )

    @property
    def share(self) -> float:
        """In date of those in scope, at most 1.

        >>> Cell(240, 168, 240).share
        0.7
        """
        return min(1.0, self.in_date / self.in_scope) if self.in_scope else 0.0


@dataclass(frozen=True, slots=True)
class Standardised:
    """One agency. ``crude`` and ``direct`` are shares between 0 and 1, ``ratio`` is the SCR (100:
    as expected). ``is_direct`` says which to read: the ratio where a role has under ten people.
    ``expected`` is the number in date that the partnership's shares would give."""

    crude: float
    direct: float
    ratio: float | None
    expected: float
    in_scope: int
    in_date: int
    smallest_role: int

    @property
    def is_direct(self) -> bool:
        """Whether every role has enough people for the direct figure.

        >>> standardised({"a": {"r1": Cell(9, 5, 9), "r2": Cell(50, 40, 50)}})["a"].is_direct
        False
        """
        return self.smallest_role >= FEWEST_IN_A_ROLE


def standardised(cells: Mapping[str, Mapping[str, Cell]]) -> dict[str, Standardised]:
    """Every agency of ``{agency: {role: Cell}}``. The weights are the roles' shares of all who are
    in scope, scaled anew to the roles that an agency has.

    >>> a = {"housing": Cell(30, 18, 30), "admin": Cell(170, 153, 170)}
    >>> b = {"housing": Cell(120, 90, 120), "admin": Cell(60, 57, 60)}
    >>> found = standardised({"A": a, "B": b})
    >>> [(round(100 * one.direct, 1), round(one.ratio, 1)) for one in found.values()]
    [(78.2, 96.7), (87.1, 104.1)]
    """
    filled = {agency: _filled(roles) for agency, roles in cells.items()}
    of_all: dict[str, Cell] = {}
    for roles in filled.values():
        for role, cell in roles.items():
            of_all[role] = of_all.get(role, Cell(0, 0, 0)) + cell
    return {
        agency: _standardised(roles, of_all) for agency, roles in sorted(filled.items()) if roles
    }


def _filled(roles: Mapping[str, Cell]) -> dict[str, Cell]:
    return {role: cell for role, cell in sorted(roles.items()) if cell.in_scope > 0}


def _standardised(roles: Mapping[str, Cell], of_all: Mapping[str, Cell]) -> Standardised:
    whole = sum((cell for cell in roles.values()), Cell(0, 0, 0))
    weights = sum(of_all[role].in_scope for role in roles)
    expected = sum(cell.in_scope * of_all[role].share for role, cell in roles.items())
    return Standardised(
        crude=whole.share,
        direct=sum(of_all[role].in_scope * cell.share for role, cell in roles.items()) / weights,
        ratio=100 * whole.in_date / expected if expected else None,
        expected=expected,
        in_scope=whole.in_scope,
        in_date=whole.in_date,
        smallest_role=min(cell.people for cell in roles.values()),
    )
