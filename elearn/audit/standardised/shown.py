"""Standardised coverage as a reader may see it: made of the cells that are shown, of those only.

So it tells no more of a hidden cell than the cells themselves do; how much of an agency's scope it
rests on is said beside it (audit-method.md C3.14, C8).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from elearn.audit.shown import CoverageRow, Shown
from elearn.domain.standardise import Cell, Standardised, standardised
from elearn.domain.suppression import CoverageKey

UNNAMED = ("headcount", "none")
LEAST_SHOWN = 50.0  # per cent of the scope: on less the figures say little of the agency


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One agency. ``crude`` is its coverage in per cent and ``in_scope`` its base, None where
    hidden; ``figures`` are those of the cells that are shown, None where there are none;
    ``hidden`` of its ``cells`` are not among them."""

    agency: str
    area: str
    module: str
    crude: float | None
    in_scope: int | None
    figures: Standardised | None
    cells: int
    hidden: int
    note: str

    @property
    def is_enough(self) -> bool:
        """Whether what is shown of the agency is enough to compare it by."""
        share = self.rests_on
        return share is not None and share >= LEAST_SHOWN

    @property
    def rests_on(self) -> float | None:
        """Per cent of the agency's scope that the figures rest on; None where it is hidden."""
        if self.figures is None or not self.in_scope:
            return None
        return min(100.0, 100 * self.figures.in_scope / self.in_scope)


def standard_rows(shown: Shown, *, module: str = "") -> tuple[StandardRow, ...]:
    """Every agency whose people are on lists, for one module or for all that are asked. Agencies
    that gave a headcount only are left out: nobody there is evidenced, and they would lower what
    is expected of the others."""
    unnamed = {one.agency for one in shown.agencies if one.returned in UNNAMED}
    rows = [row for row in shown.cells if module in ("", row.module) and row.agency not in unnamed]
    found = standardised(_by_role(rows))
    number: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        number[row.agency][0] += 1
        number[row.agency][1] += row.in_date is None
    return tuple(
        _row(shown, agency, module, found.get(agency), *number[agency]) for agency in sorted(number)
    )


def _by_role(rows: Iterable[CoverageRow]) -> dict[str, dict[str, Cell]]:
    """Cells added up over modules; a person counts once in a role, so as the most that one module
    asks."""
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    for row in rows:
        if row.in_scope is None or row.in_date is None:
            continue
        before = found[row.agency].get(row.role, Cell(0, 0, 0))
        found[row.agency][row.role] = Cell(
            before.in_scope + row.in_scope,
            before.in_date + row.in_date,
            max(before.people, row.in_scope),
        )
    return dict(found)


def _row(
    shown: Shown, agency: str, module: str, figures: Standardised | None, cells: int, hidden: int
) -> StandardRow:
    whole = shown.coverage.get(CoverageKey(agency, "", module))
    area = next((one.area for one in shown.agencies if one.agency == agency), "")
    return StandardRow(
        agency=agency,
        area=area,
        module=module,
        crude=whole.percent if whole else None,
        in_scope=whole.in_scope if whole else None,
        figures=figures,
        cells=cells,
        hidden=hidden,
        note=whole.note if whole else "",
    )
