"""Suppression of one table of counts with its row, column and grand totals."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression.policy import Audience, Cell, Hidden, Policy, Shown, policy_for
from elearn.domain.suppression.protector import Edge, Protector
from elearn.domain.suppression.shapes import PlainShape, Shape, ShareShape, Values

Place = tuple[str, str]
KEEP_THE_WHOLE = 50  # the total of all is what a reader came for: it is hidden last


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, and the base it is a part of where it has one."""

    count: int
    base: int | None = None

    def __add__(self, other: "Figure") -> "Figure":
        base = None if self.base is None or other.base is None else self.base + other.base
        return Figure(self.count + other.count, base)


@dataclass(frozen=True, slots=True)
class Margins:
    """Which totals are printed beside the table, or can be found elsewhere."""

    rows: bool = True
    columns: bool = True
    whole: bool = True


@dataclass(frozen=True, slots=True)
class ProtectedFigure:
    """A figure as this reader may see it."""

    count: Cell
    base: Cell | None = None

    @property
    def percent(self) -> float | None:
        """Per cent of the base, from the *printed* numbers; None where either is hidden.

        >>> ProtectedFigure(Shown(40), Shown(50)).percent
        80.0
        """
        if not isinstance(self.count, Shown) or not isinstance(self.base, Shown):
            return None
        return min(100.0, 100 * self.count.value / self.base.value) if self.base.value else None

    @property
    def note(self) -> str:
        """Why something is hidden, or nothing.

        >>> ProtectedFigure(Hidden("hidden: complement"), Shown(30)).note
        'hidden: complement'
        """
        hidden = [cell.reason for cell in (self.base, self.count) if isinstance(cell, Hidden)]
        return hidden[0] if hidden else ""


def protect_table(
    cells: Mapping[Place, Figure],
    *,
    audience: Audience,
    rules: RuleSet,
    margins: Margins = Margins(),
    totals: Mapping[Place, Figure] | None = None,
) -> dict[Place, ProtectedFigure]:
    """The table as ``audience`` may see it, with its totals under a blank row or column name.

    ``cells`` maps (row, column) to figures, all with a base or all without one. A total is the
    sum of its cells unless ``totals`` has it (people who stand in two rows count once there).

    >>> untrained = {("Calls", "M01"): Figure(3, 14), ("Response", "M01"): Figure(21, 130)}
    >>> table = protect_table(untrained, audience=Audience.PARTNERSHIP, rules=RuleSet())
    >>> table["Calls", "M01"].note, table["Response", "M01"].note
    ('hidden: fewer than 5', 'hidden: protects another cell')
    """
    figures = dict(cells) | _sums(cells) | dict(totals or {})
    policy = policy_for(audience, rules)
    based = all(figure.base is not None for figure in cells.values())
    shape: Shape = ShareShape(policy) if based else PlainShape(policy)
    edges = [_edge(place, figure, based, margins) for place, figure in sorted(figures.items())]
    protector = Protector(edges, shape)
    protector.protect()
    return {
        place: _figure(protector, i, based, policy)
        for i, place in enumerate(sorted(figures))
        if edges[i].printed
    }


def _sums(cells: Mapping[Place, Figure]) -> dict[Place, Figure]:
    sums: dict[Place, Figure] = {}
    for (row, column), figure in cells.items():
        for place in ((row, ""), ("", column), ("", "")):
            sums[place] = sums[place] + figure if place in sums else figure
    return sums


def _values(figure: Figure, based: bool) -> Values:
    return (figure.base or 0, figure.count) if based else (figure.count,)


def _edge(place: Place, figure: Figure, based: bool, margins: Margins) -> Edge:
    """Row totals lead into their rows, cells from rows to columns, columns to their totals."""
    row, column = place
    tail = ("row", row) if row else ("column", column)
    head = ("column", column) if column else ("row", row)
    printed = True
    if not row and not column:
        tail, head, printed = ("sum", "columns"), ("sum", "rows"), margins.whole
    elif not column:
        tail, printed = ("sum", "rows"), margins.rows
    elif not row:
        head, printed = ("sum", "columns"), margins.columns
    weight = 1 if row or column else KEEP_THE_WHOLE
    return Edge(place, tail, head, _values(figure, based), printed, weight=weight)


def _figure(protector: Protector, i: int, based: bool, policy: Policy) -> ProtectedFigure:
    printed = protector.printed(i, policy)
    return ProtectedFigure(printed[1], printed[0]) if based else ProtectedFigure(printed[0])
