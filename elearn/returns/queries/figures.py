"""Reads of headcounts and declared totals, with what they said before they were corrected."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from elearn.models import (
    Declared,
    FormerFigure,
    Headcount,
    HeadcountGrade,
    Module,
    Person,
    Posting,
    StaffRole,
)
from elearn.records.asked import in_force, published_by


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A staff role; ``listed`` are those of the agency's people who are on its list in it."""

    role_id: int
    code: str
    name: str
    listed: int

    @property
    def slug(self) -> str:
        """The role as it stands in addresses."""
        return self.code.lower()

    @property
    def title(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module that people can hold."""

    module_id: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it was given. ``grade`` and ``module`` are empty for what has none;
    ``replaced_at`` says when it ceased to stand."""

    role_id: int
    role: str
    role_name: str
    module_id: int | None
    module: str
    number: int
    as_at: date
    source: str
    grade: str
    signed_by: str
    signed_at: datetime | None
    replaced_at: datetime | None = None
    replaced_by: str = ""


def roles(session: Session, *, agency_id: int, today: date) -> tuple[RoleRow, ...]:
    """Every staff role in the order of the curriculum."""
    listed = (
        select(Posting.role_id, func.count(Posting.person_id.distinct()).label("listed"))
        .where(Posting.agency_id == agency_id, in_force(Posting.start, Posting.end, today))
        .group_by(Posting.role_id)
        .subquery()
    )
    statement = (
        select(StaffRole.id, StaffRole.code, StaffRole.name, func.coalesce(listed.c.listed, 0))
        .outerjoin(listed, listed.c.role_id == StaffRole.id)
        .order_by(StaffRole.id)
    )
    return tuple(RoleRow(*row) for row in session.execute(statement))


def modules(session: Session, *, today: date) -> tuple[ModuleRow, ...]:
    """The modules published by that day, by code."""
    published = published_by(today)
    statement = (
        select(Module.id, Module.code, Module.title)
        .where(Module.id.in_(select(published.c.module_id)))
        .order_by(Module.code, Module.id)
    )
    return tuple(ModuleRow(*row) for row in session.execute(statement))


def headcounts(session: Session, *, agency_id: int) -> tuple[Figure, ...]:
    """An agency's headcounts as they stand, by role, the latest first."""
    statement = (
        select(Headcount, StaffRole.code, StaffRole.name, Person.full_name)
        .join(StaffRole, StaffRole.id == Headcount.role_id)
        .outerjoin(Person, Person.id == Headcount.signed_by_id)
        .where(Headcount.agency_id == agency_id)
        .order_by(StaffRole.id, Headcount.as_at.desc(), Headcount.id.desc())
    )
    return tuple(
        Figure(
            role_id=row.role_id,
            role=role,
            role_name=name,
            module_id=None,
            module="",
            number=row.number,
            as_at=row.as_at,
            source=row.source,
            grade=row.grade.value,
            signed_by=by or "",
            signed_at=row.signed_at,
        )
        for row, role, name, by in session.execute(statement)
    )


def totals(session: Session, *, agency_id: int) -> tuple[Figure, ...]:
    """An agency's declared totals as they stand, by role and module, the latest first."""
    statement = (
        select(Declared, StaffRole.code, StaffRole.name, Module.code, Person.full_name)
        .join(StaffRole, StaffRole.id == Declared.role_id)
        .join(Module, Module.id == Declared.module_id)
        .outerjoin(Person, Person.id == Declared.signed_by_id)
        .where(Declared.agency_id == agency_id)
        .order_by(StaffRole.id, Module.code, Declared.as_at.desc(), Declared.id.desc())
    )
    return tuple(
        Figure(
            role_id=row.role_id,
            role=role,
            role_name=name,
            module_id=row.module_id,
            module=module,
            number=row.number,
            as_at=row.as_at,
            source=row.source,
            grade="",
            signed_by=by or "",
            signed_at=row.signed_at,
        )
        for row, role, name, module, by in session.execute(statement)
    )


def former(session: Session, *, agency_id: int) -> tuple[Figure, ...]:
    """What an agency's figures said before they were corrected, the latest correction first."""
    signer, replacer = aliased(Person), aliased(Person)
    statement = (
        select(
            FormerFigure,
            StaffRole.code,
            StaffRole.name,
            func.coalesce(Module.code, ""),
            func.coalesce(signer.full_name, ""),
            func.coalesce(replacer.full_name, ""),
        )
        .join(StaffRole, StaffRole.id == FormerFigure.role_id)
        .outerjoin(Module, Module.id == FormerFigure.module_id)
        .outerjoin(signer, signer.id == FormerFigure.signed_by_id)
        .outerjoin(replacer, replacer.id == FormerFigure.replaced_by_id)
        .where(FormerFigure.agency_id == agency_id)
        .order_by(FormerFigure.replaced_at.desc(), FormerFigure.id.desc())
    )
    return tuple(
        Figure(
            role_id=row.role_id,
            role=role,
            role_name=name,
            module_id=row.module_id,
            module=module,
            number=row.number,
            as_at=row.as_at,
            source=row.source,
            grade=_letter(row.grade),
            signed_by=signed_by,
            signed_at=row.signed_at,
            replaced_at=row.replaced_at,
            replaced_by=replaced_by,
        )
        for row, role, name, module, signed_by, replaced_by in session.execute(statement)
    )


def _letter(grade: HeadcountGrade | None) -> str:
    return grade.value if grade else ""
