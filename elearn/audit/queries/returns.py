"""What agencies gave by a day: person lists, headcounts, declared totals; and the matrix."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from elearn.domain.requirements import RequirementRule
from elearn.models import (
    Agency,
    Area,
    Declared,
    Headcount,
    Module,
    ModuleVersion,
    Posting,
    Requirement,
    RosterImport,
    StaffRole,
)
from elearn.records.asked import in_force, published_by

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class AgencyRow:
    slug: str
    name: str
    type: str
    area: str
    area_name: str


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    agency: str
    role: str
    number: int
    as_at: date
    grade: str


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module with the version in force on the day."""

    slug: str
    code: str
    title: str
    level: str
    version: int
    content_hash: str


def end_of(on: date) -> datetime:
    """The first moment of the day after, in London."""
    return datetime.combine(on + timedelta(days=1), time(), LONDON)


def agencies(session: Session, on: date) -> list[AgencyRow]:
    """The partners of that day, by slug."""
    statement = (
        select(
            Agency.slug,
            Agency.name,
            Agency.type,
            func.coalesce(Area.slug, ""),
            func.coalesce(Area.name, "Whole partnership"),
        )
        .outerjoin(Area, Area.id == Agency.area_id)
        .where(in_force(Agency.valid_from, Agency.valid_to, on))
        .order_by(Agency.slug)
    )
    return [
        AgencyRow(slug, name, kind.value, area, area_name)
        for slug, name, kind, area, area_name in session.execute(statement)
    ]


def roles_on_rosters(session: Session, on: date) -> set[tuple[str, str]]:
    """``(agency, role)`` of every posting that covers the day."""
    statement = (
        select(Agency.slug, StaffRole.code)
        .join(Posting, Posting.agency_id == Agency.id)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .where(in_force(Posting.start, Posting.end, on))
        .distinct()
    )
    return {(agency, role) for agency, role in session.execute(statement)}


def roster_dates(session: Session, on: date) -> dict[str, tuple[date, int]]:
    """By agency: the day its person list was last brought in by then, and that import's number."""
    end = end_of(on)
    statement = (
        select(Agency.slug, RosterImport.applied_at, RosterImport.id)
        .join(Agency, Agency.id == RosterImport.agency_id)
        .where(
            RosterImport.applied_at < end,
            or_(RosterImport.undone_at.is_(None), RosterImport.undone_at >= end),
        )
        .order_by(RosterImport.applied_at, RosterImport.id)
    )
    return {
        agency: (applied_at.astimezone(LONDON).date(), number)
        for agency, applied_at, number in session.execute(statement)
        if applied_at is not None
    }


def headcounts(session: Session, on: date) -> dict[tuple[str, str], HeadcountRow]:
    """The latest headcount of each agency and role that was as at the day or before."""
    statement = (
        select(Agency.slug, StaffRole.code, Headcount.number, Headcount.as_at, Headcount.grade)
        .join(Agency, Agency.id == Headcount.agency_id)
        .join(StaffRole, StaffRole.id == Headcount.role_id)
        .where(Headcount.as_at <= on)
        .order_by(Headcount.as_at, Headcount.id)
    )
    return {
        (agency, role): HeadcountRow(agency, role, number, as_at, grade.value)
        for agency, role, number, as_at, grade in session.execute(statement)
    }


def declared(session: Session, on: date) -> dict[tuple[str, str, str], int]:
    """The latest declared total by agency, role and module that was as at the day or before."""
    statement = (
        select(Agency.slug, StaffRole.code, Module.slug, Declared.number)
        .join(Agency, Agency.id == Declared.agency_id)
        .join(StaffRole, StaffRole.id == Declared.role_id)
        .join(Module, Module.id == Declared.module_id)
        .where(Declared.as_at <= on)
        .order_by(Declared.as_at, Declared.id)
    )
    return {
        (agency, role, module): number
        for agency, role, module, number in session.execute(statement)
    }


def modules(session: Session, on: date) -> list[ModuleRow]:
    """The modules published by that day, each with its version of that day."""
    published = published_by(on)
    statement = (
        select(
            Module.slug,
            Module.code,
            ModuleVersion.title,
            ModuleVersion.level,
            ModuleVersion.number,
            ModuleVersion.content_hash,
        )
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(
            Module.id.in_(select(published.c.module_id)),
            ModuleVersion.published_at < end_of(on),
        )
        .order_by(Module.code, ModuleVersion.number)
    )
    latest = {row.slug: row for row in session.execute(statement)}
    return [
        ModuleRow(row.slug, row.code, row.title, row.level.value, row.number, row.content_hash)
        for row in latest.values()
    ]


def roles(session: Session) -> dict[str, str]:
    """Role names by code."""
    statement = select(StaffRole.code, StaffRole.name).order_by(StaffRole.id)
    return dict(session.execute(statement).all())


def matrix(session: Session) -> list[RequirementRule]:
    """Every rule of the requirement matrix, past and present."""
    statement = (
        select(
            Agency.slug,
            StaffRole.code,
            Module.slug,
            Requirement.need,
            Requirement.start,
            Requirement.end,
            Requirement.grace_days,
            Requirement.refresh_months,
        )
        .join(StaffRole, StaffRole.id == Requirement.role_id)
        .join(Module, Module.id == Requirement.module_id)
        .outerjoin(Agency, Agency.id == Requirement.agency_id)
        .order_by(Requirement.id)
    )
    return [RequirementRule(*row) for row in session.execute(statement)]
