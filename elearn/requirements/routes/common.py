"""What the pages of one role and module have in common: the cell in the address and its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, g, request

from elearn.content.curriculum import read_curriculum
from elearn.domain.dates import uk_date
from elearn.domain.requirements import Line, covers
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.requirements.actions.setting import By
from elearn.requirements.forms import LineForm
from elearn.requirements.pages.effect import EffectTable, effect_table
from elearn.requirements.pages.words import Names, RequirementLine, in_words
from elearn.requirements.queries import matrix as queries
from elearn.requirements.queries.effect import counted, touched
from elearn.requirements.queries.matrix import ModuleRow, RequirementRow, RoleRow
from elearn.requirements.queries.settings import in_force, settings
from elearn.web.clock import now, today
from elearn.web.rules import rules_today


@dataclass(frozen=True, slots=True)
class Cell:
    """One role and module, with every line there ever was of it, the latest first."""

    names: Names
    role: RoleRow
    module: ModuleRow
    rows: tuple[RequirementRow, ...]

    @property
    def title(self) -> str:
        return f"{self.role.code} {self.role.name}: {self.module.code} {self.module.title}"

    @property
    def address(self) -> dict[str, Any]:
        """The parts of its address."""
        return {"role": self.role.slug, "module": self.module.slug}

    def held(self, agency_id: int | None, on: date) -> RequirementRow | None:
        """What holds on a day: everybody's, or an agency's own."""
        found = [
            row
            for row in self.rows
            if row.agency_id == agency_id and covers(row.start, row.end, on)
        ]
        return max(found, key=lambda row: row.start, default=None)

    def of(self, agency_id: int | None) -> tuple[RequirementRow, ...]:
        """The lines of everybody, or of an agency."""
        return tuple(row for row in self.rows if row.agency_id == agency_id)

    def after(self, agency_id: int | None, on: date) -> tuple[RequirementRow, ...]:
        """What is planned to begin after a day, the earliest first."""
        coming = [row for row in self.of(agency_id) if row.start > on and not row.never_held]
        return tuple(sorted(coming, key=lambda row: row.start))

    def exceptions(self, on: date) -> tuple[str, ...]:
        """The agencies with a rule of their own on a day, by name."""
        rows = [row for row in self.rows if row.agency_id and covers(row.start, row.end, on)]
        return tuple(sorted({row.agency for row in rows}))

    def words(self, row: RequirementRow | None) -> str:
        """What a line asks; no line asks nothing."""
        if row is None:
            return "Not asked"
        return in_words(row.need, row.grace_days, row.refresh_months, self.module)


def names() -> Names:
    """Every role and every module that can be asked for."""
    return Names(
        roles={role.role_id: role for role in queries.roles(db.session())},
        modules={module.module_id: module for module in queries.modules(db.session())},
    )


def cell_in_address(role: str, module: str) -> Cell:
    """The cell of a role's code and a module's slug, or 404."""
    known = names()
    found_role = next((one for one in known.roles.values() if one.slug == role), None)
    found_module = next((one for one in known.modules.values() if one.slug == module), None)
    if found_role is None or found_module is None:
        abort(404)
    return cell_of(known, found_role.role_id, found_module.module_id)


def cell_of(known: Names, role_id: int, module_id: int) -> Cell:
    """The cell of a role and a module that are on file."""
    rows = queries.lines_of(db.session(), role_id=role_id, module_id=module_id)
    return Cell(known, known.roles[role_id], known.modules[module_id], rows)


def line_form(cell: Cell, held: RequirementRow | None, *, own: bool = False) -> LineForm:
    """The form with what holds now, or with what an address brings along."""
    grace, months = _begins_with(cell)
    values: Mapping[str, Any] = {
        "need": held.need.value if held else None,
        "grace_days": held.grace_days if held else grace,
        "refresh_months": held.refresh_months if held else months,
    }
    brought = request.args if is_sent() else None
    return LineForm(formdata=brought, meta={"csrf": False}, data=values, today=today(), own=own)


def _begins_with(cell: Cell) -> tuple[int, int | None]:
    """Days of grace and months until the refresher of a new rule, as set for today."""
    found = in_force(settings(db.session()), today())
    grace = found.grace_days if found else None
    if grace is None:
        grace = read_curriculum().grace_days.get(cell.module.code, 0)
    return grace, found.refresh_months if found else None


def lines_of(cell: Cell, rows: Sequence[RequirementRow]) -> tuple[RequirementLine, ...]:
    """Lines of a cell in words."""
    return cell.names.lines(rows, today())


def effect_on(line: Line, audience: Audience) -> EffectTable:
    """What a line does on its first day, as far as this reader may see it."""
    session, on = db.session(), line.start
    return effect_table(
        touched(session, line, on), counted(session, line, on), audience, rules=rules_today()
    )


def is_sent() -> bool:
    """Whether the address brings a filled form along."""
    return "need" in request.args


def by() -> By:
    """Who does what is done now."""
    return By(g.actor.person_id, now(), today())


def since(row: RequirementRow | None) -> str:
    """From when a line holds, as the end of a sentence."""
    return f", since {uk_date(row.start)}" if row else ""


def rule(cell: Cell, line: Line) -> str:
    """What a line asks, and from when."""
    asks = in_words(line.need, line.grace_days, line.refresh_months, cell.module)
    return f"{asks}, from {uk_date(line.start)}"
