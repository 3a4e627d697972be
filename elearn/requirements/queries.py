"""Reads of the requirement matrix, with everything that was and will be in force."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from elearn.models import Agency, Module, ModuleVersion, Need, Requirement, StaffRole


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A staff role: a row of the matrix."""

    role_id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module: a column of the matrix. Before its first version it is only planned."""

    module_id: int
    code: str
    title: str
    refresh_months: int | None
    is_published: bool


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One line of the matrix. ``agency`` is empty for everybody's; ``refresh_months`` is the
    line's own and None where the module's counts."""

    requirement_id: int
    agency_id: int | None
    agency: str
    role_id: int
    module_id: int
    need: Need
    start: date
    end: date | None
    grace_days: int
    refresh_months: int | None
    reason: str


def roles(session: Session) -> tuple[RoleRow, ...]:
    """Every staff role, in the order of the curriculum."""
    statement = select(StaffRole.id, StaffRole.code, StaffRole.name).order_by(StaffRole.id)
    return tuple(RoleRow(*row) for row in session.execute(statement))


def modules(session: Session) -> tuple[ModuleRow, ...]:
    """Every module, by code."""
    published = exists().where(ModuleVersion.module_id == Module.id)
    statement = select(
        Module.id, Module.code, Module.title, Module.refresh_months, published
    ).order_by(Module.code, Module.id)
    return tuple(ModuleRow(*row) for row in session.execute(statement))


def requirements(session: Session) -> tuple[RequirementRow, ...]:
    """Every line there ever was: everybody's first, then by agency, role, module and start."""
    statement = (
        select(
            Requirement.id,
            Requirement.agency_id,
            Agency.name,
            Requirement.role_id,
            Requirement.module_id,
            Requirement.need,
            Requirement.start,
            Requirement.end,
            Requirement.grace_days,
            Requirement.refresh_months,
            Requirement.reason,
        )
        .join(Module, Module.id == Requirement.module_id)
        .outerjoin(Agency, Agency.id == Requirement.agency_id)
        .order_by(
            Requirement.agency_id.is_not(None),
            Agency.name,
            Requirement.role_id,
            Module.code,
            Requirement.start.desc(),
            Requirement.id,
        )
    )
    return tuple(
        RequirementRow(row[0], row[1], row[2] or "", *row[3:]) for row in session.execute(statement)
    )
