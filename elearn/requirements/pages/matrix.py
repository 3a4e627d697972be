"""The matrix of a day as a grid of roles and modules, for the partnership and for an agency."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from elearn.domain.requirements import Need
from elearn.requirements.matrix import Sorted
from elearn.requirements.pages.words import Names
from elearn.requirements.queries.matrix import ModuleRow, RequirementRow, RoleRow

Held = Mapping[tuple[int, int], RequirementRow]
Address = Callable[[RoleRow, ModuleRow], str]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One role and module: R, O or a dot for the grid, the words for it, where it leads, and
    whether it is an agency's own."""

    letter: str
    words: str
    label: str
    href: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One role."""

    code: str
    name: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class ModuleHead:
    """One column."""

    code: str
    title: str
    planned: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Roles down, modules across."""

    modules: tuple[ModuleHead, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class RequirementsPage:
    """The matrix of today, and what stands behind it."""

    title: str
    lede: str
    base: str
    waiting: str
    grid: Grid
    in_force: tuple[tuple[str, ...], ...]
    own: tuple[tuple[str, ...], ...]
    to_come: tuple[tuple[str, ...], ...]
    over: tuple[tuple[str, ...], ...]
    may_set: bool


def grid(held: Held, names: Names, address: Address, roles: Sequence[RoleRow]) -> Grid:
    """What holds for these roles, with where each cell leads."""
    modules = tuple(names.modules.values())
    return Grid(
        modules=tuple(ModuleHead(one.code, one.title, not one.is_published) for one in modules),
        rows=tuple(
            MatrixRow(
                role.code,
                role.name,
                tuple(
                    _cell(held.get((role.role_id, one.module_id)), role, one, address)
                    for one in modules
                ),
            )
            for role in roles
        ),
    )


def _cell(
    row: RequirementRow | None, role: RoleRow, module: ModuleRow, address: Address
) -> MatrixCell:
    need = row.need if row else Need.NOT_ASKED
    return MatrixCell(
        letter="·" if need is Need.NOT_ASKED else need.value,
        words=need.label,
        label=f"{role.code}, {module.code}",
        href=address(role, module),
        is_own=row is not None and row.agency_id is not None,
    )


def lede(found: Sorted) -> str:
    """The answer of the page."""
    required = sum(row.need is Need.REQUIRED for row in found.everybody.values())
    if not found.everybody:
        return "Nothing is required of anybody yet."
    agencies = len({row.agency_id for row in found.own})
    own = {0: "No agency has rules of its own.", 1: "1 agency has rules of its own."}
    return (
        f"{required} pairs of role and module are required today. "
        f"{own.get(agencies, f'{agencies} agencies have rules of their own.')}"
    )


def waiting_words(number: int) -> str:
    """That proposals wait, or nothing.

    >>> waiting_words(1)
    '1 agency’s proposal waits for your answer'
    """
    if not number:
        return ""
    if number == 1:
        return "1 agency’s proposal waits for your answer"
    return f"{number} proposals of agencies wait for your answer"
