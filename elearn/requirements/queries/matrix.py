"""Reads of the requirement matrix, with everything that was and will be in force."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from elearn.models import (
    Agency,
    Module,
    ModuleKind,
    ModuleVersion,
    Need,
    Person,
    Posting,
    Requirement,
    StaffRole,
)
from elearn.records.asked import in_force

AGENCY, SET_BY = 2, 12  # their places in a row of the matrix


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A staff role: a row of the matrix."""

    role_id: int
    code: str
    name: str

    @property
    def slug(self) -> str:
        """The role as it stands in addresses."""
        return self.code.lower()


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module: a column of the matrix. Before its first version it is only planned."""

    module_id: int
    slug: str
    code: str
    title: str
    refresh_months: int | None
    is_published: bool


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One line of the matrix. ``agency`` is empty for everybody's; ``refresh_months`` is the
    line's own and None where the module's counts; ``set_at`` is None for what the curriculum
    brought."""

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
    set_at: datetime | None
    set_by: str

    @property
    def never_held(self) -> bool:
        """Whether it was replaced before it held for a day."""
        return self.end == self.start


def roles(session: Session) -> tuple[RoleRow, ...]:
    """Every staff role, in the order of the curriculum."""
    statement = select(StaffRole.id, StaffRole.code, StaffRole.name).order_by(StaffRole.id)
    return tuple(RoleRow(*row) for row in session.execute(statement))


def modules(session: Session) -> tuple[ModuleRow, ...]:
    """Every module that can be asked for, by code."""
    published = exists().where(ModuleVersion.module_id == Module.id)
    statement = (
        select(Module.id, Module.slug, Module.code, Module.title, Module.refresh_months, published)
        .where(Module.kind == ModuleKind.MODULE)
        .order_by(Module.code, Module.id)
    )
    return tuple(ModuleRow(*row) for row in session.execute(statement))


def requirements(session: Session) -> tuple[RequirementRow, ...]:
    """Every line there ever was: everybody's first, then by agency, role, module and start."""
    return _rows(session, _lines())


def lines_for(session: Session, agency_id: int) -> tuple[RequirementRow, ...]:
    """Everybody's lines and those of one agency, no other's."""
    whose = or_(Requirement.agency_id.is_(None), Requirement.agency_id == agency_id)
    return _rows(session, _lines().where(whose))


def lines_of(session: Session, *, role_id: int, module_id: int) -> tuple[RequirementRow, ...]:
    """Every line there ever was of one role and module, everybody's and agencies' own."""
    return _rows(session, _lines().where(_is_cell(role_id, module_id)))


def roles_held(session: Session, agency_id: int, today: date) -> frozenset[int]:
    """The roles that somebody holds in an agency today."""
    statement = (
        select(Posting.role_id)
        .where(Posting.agency_id == agency_id, in_force(Posting.start, Posting.end, today))
        .distinct()
    )
    return frozenset(session.scalars(statement))


def _is_cell(role_id: int, module_id: int) -> ColumnElement[bool]:
    return (Requirement.role_id == role_id) & (Requirement.module_id == module_id)


def _lines() -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
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
            Requirement.set_at,
            Person.full_name,
        )
        .join(Module, Module.id == Requirement.module_id)
        .outerjoin(Agency, Agency.id == Requirement.agency_id)
        .outerjoin(Person, Person.id == Requirement.set_by_id)
        .order_by(
            Requirement.agency_id.is_not(None),
            Agency.name,
            Requirement.role_id,
            Module.code,
            Requirement.start.desc(),
            Requirement.id.desc(),
        )
    )
    return statement


def _rows(session: Session, statement: Select[*tuple[Any, ...]]) -> tuple[RequirementRow, ...]:
    """Rows of the database; nobody's name and no agency's are empty ones."""
    rows = [list(row) for row in session.execute(statement)]
    for row in rows:
        row[AGENCY], row[SET_BY] = row[AGENCY] or "", row[SET_BY] or ""
    return tuple(RequirementRow(*row) for row in rows)
