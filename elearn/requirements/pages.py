"""What the requirements page shows, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import uk_date
from elearn.domain.requirements import Need
from elearn.requirements.matrix import Sorted
from elearn.requirements.queries import ModuleRow, RequirementRow, RoleRow

EVERYBODY = "Every agency"
LINE_COLUMNS = ("Agency", "Role", "Module", "Need", "In force", "Grace", "Again after", "Reason")


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One role and module: R, O or nothing, and the words for it."""

    letter: str
    words: str


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
class RequirementLine:
    """A line of the matrix in words; also a row of the file."""

    agency: str
    role_code: str
    role: str
    module_code: str
    module: str
    need: str
    start: date
    end: date | None
    grace_days: int
    refresh_months: int | None
    reason: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.agency,
            f"{self.role_code} {self.role}",
            f"{self.module_code} {self.module}",
            self.need,
            _span(self.start, self.end),
            f"{self.grace_days} days",
            f"{self.refresh_months} months" if self.refresh_months else "Once",
            self.reason or "None given",
        )


@dataclass(frozen=True, slots=True)
class RequirementsPage:
    """The matrix of today, and what stands behind it."""

    title: str
    lede: str
    base: str
    modules: tuple[ModuleHead, ...]
    rows: tuple[MatrixRow, ...]
    in_force: tuple[tuple[str, ...], ...]
    own: tuple[tuple[str, ...], ...]
    to_come: tuple[tuple[str, ...], ...]
    over: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Roles and modules by id."""

    roles: Mapping[int, RoleRow]
    modules: Mapping[int, ModuleRow]

    def line(self, row: RequirementRow) -> RequirementLine:
        """A line with the names of its role and module."""
        role, module = self.roles[row.role_id], self.modules[row.module_id]
        months = row.refresh_months
        return RequirementLine(
            agency=row.agency or EVERYBODY,
            role_code=role.code,
            role=role.name,
            module_code=module.code,
            module=module.title,
            need=row.need.label,
            start=row.start,
            end=row.end,
            grace_days=row.grace_days,
            refresh_months=module.refresh_months if months is None else months,
            reason=row.reason,
        )


def matrix_rows(found: Sorted, names: Names) -> tuple[MatrixRow, ...]:
    """A row for each role that is asked for or offered anything, in the matrix of today."""
    modules = matrix_modules(found, names)
    rows = [
        MatrixRow(
            role.code,
            role.name,
            tuple(_cell(found.everybody.get((role.role_id, one.module_id))) for one in modules),
        )
        for role in names.roles.values()
    ]
    return tuple(row for row in rows if any(cell.letter for cell in row.cells))


def matrix_modules(found: Sorted, names: Names) -> list[ModuleRow]:
    """The modules that stand in the matrix of today."""
    named = {module_id for _role, module_id in found.everybody}
    return [module for module in names.modules.values() if module.module_id in named]


def _cell(row: RequirementRow | None) -> MatrixCell:
    need = row.need if row else Need.NOT_ASKED
    return MatrixCell("" if need is Need.NOT_ASKED else need.value, need.label)


def _span(start: date, end: date | None) -> str:
    if end is None:
        return f"from {uk_date(start)}"
    return f"from {uk_date(start)} until before {uk_date(end)}"


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
