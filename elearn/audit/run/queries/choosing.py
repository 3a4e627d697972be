"""Reads what a new run may be limited to, and how large it would be."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.audit_scope import AuditScope
from elearn.models import Agency, Area, Module, Posting, StaffRole
from elearn.records.asked import in_force, published_by


@dataclass(frozen=True, slots=True)
class Choices:
    """What a new run may be limited to: slug or code, and name."""

    areas: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    modules: tuple[tuple[str, str], ...]


def choices(session: Session, *, on: date) -> Choices:
    """What a new run may be limited to, as things are on a day."""
    agency = in_force(Agency.valid_from, Agency.valid_to, on)
    area = in_force(Area.valid_from, Area.valid_to, on)
    published = select(published_by(on).c.module_id)
    return Choices(
        areas=_pairs(session, select(Area.slug, Area.name).where(area).order_by(Area.name)),
        agencies=_pairs(
            session,
            select(Agency.slug, Agency.name).where(agency).order_by(Agency.name, Agency.id),
        ),
        roles=_pairs(session, select(StaffRole.code, StaffRole.name).order_by(StaffRole.id)),
        modules=_pairs(
            session,
            select(Module.slug, Module.title).where(Module.id.in_(published)).order_by(Module.code),
        ),
    )


def partners(session: Session, scope: AuditScope, *, on: date) -> list[int]:
    """The numbers of the agencies of a day that a scope lets in, in order."""
    statement = (
        select(Agency.id, Agency.slug, func.coalesce(Area.slug, ""))
        .outerjoin(Area, Area.id == Agency.area_id)
        .where(in_force(Agency.valid_from, Agency.valid_to, on))
        .order_by(Agency.id)
    )
    return [
        number for number, slug, area in session.execute(statement) if scope.has_agency(slug, area)
    ]


def _pairs(session: Session, statement: Any) -> tuple[tuple[str, str], ...]:
    return tuple((key, name) for key, name in session.execute(statement))


def size(session: Session, *, on: date) -> int:
    """How many postings cover a day: what decides whether counting takes long."""
    there = in_force(Posting.start, Posting.end, on)
    return session.scalar(select(func.count()).where(there)) or 0
