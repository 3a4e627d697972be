"""Reads of referral totals: areas, what stands, and what stood before."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn.models import Area, FormerReferral, Person, Referral


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area and the people who live there, by whose figure (empty: nobody said) of which day."""

    area_id: int
    slug: str
    name: str
    population: int
    source: str = ""
    as_at: date | None = None


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total that stands."""

    area_id: int
    area: str
    area_name: str
    quarter: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class FormerRow:
    """A total that was replaced; ``by`` is empty where nobody's name is kept."""

    area: str
    area_name: str
    quarter: str
    kind: str
    number: int
    replaced_at: datetime
    by: str


def areas(session: Session, *, today: date) -> list[AreaRow]:
    """The areas there are, or were until now, by name."""
    statement = (
        select(
            Area.id,
            Area.slug,
            Area.name,
            Area.population,
            Area.population_source,
            Area.population_as_at,
        )
        .where(Area.valid_from <= today, or_(Area.valid_to.is_(None), Area.valid_to > today))
        .order_by(Area.name, Area.id)
    )
    return [AreaRow(*row) for row in session.execute(statement)]


def totals(session: Session, *, quarters: Collection[str] | None = None) -> list[TotalRow]:
    """What stands, of those quarters or of all, by quarter, area and kind."""
    statement = (
        select(Area.id, Area.slug, Area.name, Referral.quarter, Referral.kind, Referral.number)
        .join(Area, Area.id == Referral.area_id)
        .order_by(Referral.quarter.desc(), Area.name, Area.id, Referral.kind)
    )
    if quarters is not None:
        statement = statement.where(Referral.quarter.in_(sorted(quarters)))
    return [
        TotalRow(number, slug, name, quarter, kind.value, count)
        for number, slug, name, quarter, kind, count in session.execute(statement)
    ]


def earliest(session: Session) -> str | None:
    """The first quarter of which anything is known."""
    statement = select(Referral.quarter).order_by(Referral.quarter).limit(1)
    return session.scalar(statement)


def former(session: Session, *, quarter: str | None = None) -> list[FormerRow]:
    """What stood before, of a quarter or of all, the latest correction first."""
    statement = (
        select(
            Area.slug,
            Area.name,
            FormerReferral.quarter,
            FormerReferral.kind,
            FormerReferral.number,
            FormerReferral.replaced_at,
            Person.full_name,
        )
        .join(Area, Area.id == FormerReferral.area_id)
        .outerjoin(Person, Person.id == FormerReferral.replaced_by_id)
        .order_by(FormerReferral.id.desc())
    )
    if quarter is not None:
        statement = statement.where(FormerReferral.quarter == quarter)
    return [
        FormerRow(slug, name, of, kind.value, count, at, by or "")
        for slug, name, of, kind, count, at, by in session.execute(statement)
    ]


def state_of(session: Session, quarter: str) -> str:
    """What a quarter says and how often it was corrected, as one word that differs as soon as
    either does."""
    rows = session.execute(
        select(Referral.area_id, Referral.kind, Referral.number)
        .where(Referral.quarter == quarter)
        .order_by(Referral.area_id, Referral.kind)
    )
    corrected = select(FormerReferral.id).where(FormerReferral.quarter == quarter)
    said = [tuple(row) for row in rows], len(session.scalars(corrected).all())
    return hashlib.sha256(repr(said).encode()).hexdigest()
