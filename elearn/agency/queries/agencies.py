"""Reads of agencies: one of them as its lead meets it, and all of them as counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.access.policy import AgencyScope
from elearn.agency.queries.kept import is_noting, kept, stamp_of, stamp_of_all
from elearn.domain.coverage import RuleSet
from elearn.models import (
    Agency,
    AgencyType,
    Area,
    Headcount,
    ImportState,
    Posting,
    RosterImport,
    Team,
)
from elearn.records.asked import in_force
from elearn.records.people import in_scope
from elearn.records.rules import rules_from, stored_rules


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency in somebody's scope. ``listed_at`` is when its roster was last applied, ``rules``
    what its figures are judged by today, ``stamp`` what they may be kept by."""

    agency_id: int
    slug: str
    name: str
    listed_at: datetime | None
    rules: RuleSet
    stamp: int | None = None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team of the agency."""

    team_id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """An agency as the coordinator's list has it. ``people`` is exact: it is for the engine that
    decides what may be shown, not for a page."""

    slug: str
    name: str
    type: AgencyType
    area: str
    first_responder: bool
    people: int
    headcount: int
    listed_at: datetime | None
    counted_on: date | None


def agency_row(session: Session, slug: str, scope: AgencyScope, today: date) -> AgencyRow | None:
    """The agency of that slug; None where there is none or nothing of it is in scope."""
    listed = select(func.max(RosterImport.applied_at)).where(
        RosterImport.agency_id == Agency.id, RosterImport.state == ImportState.APPLIED
    )
    statement = select(
        Agency.id,
        Agency.name,
        listed.scalar_subquery(),
        stored_rules(today),
        stamp_of(Agency.id),
    ).where(Agency.slug == slug)
    row = session.execute(statement).one_or_none()
    if row is None or not (scope.covers_agency(row[0]) or row[0] in scope.team_agency_ids):
        return None
    agency_id, name, listed_at, rules, noted = row
    stamp = int(noted) if noted is not None and is_noting(session) else None
    return AgencyRow(agency_id, slug, name, listed_at, rules_from(rules), stamp)


def teams_of(session: Session, agency_id: int, scope: AgencyScope) -> tuple[TeamRow, ...]:
    """The agency's teams in scope, by name."""
    statement = (
        select(Team.id, Team.slug, Team.name)
        .where(
            Team.agency_id == agency_id,
            in_scope(scope, agency_id=Team.agency_id, team_id=Team.id),
        )
        .order_by(Team.name, Team.id)
    )
    return tuple(TeamRow(*row) for row in session.execute(statement))


def partners(session: Session, today: date) -> tuple[PartnerRow, ...]:
    """Every agency that is a partner today, by name: counts only."""
    counted = select(func.max(Headcount.as_at)).where(
        Headcount.agency_id == Agency.id, Headcount.as_at <= today
    )
    later = aliased(Headcount)
    newer = exists().where(
        later.agency_id == Headcount.agency_id,
        later.role_id == Headcount.role_id,
        later.as_at > Headcount.as_at,
        later.as_at <= today,
    )
    headcount = select(func.coalesce(func.sum(Headcount.number), 0)).where(
        Headcount.agency_id == Agency.id, Headcount.as_at <= today, ~newer
    )
    listed = select(func.max(RosterImport.applied_at)).where(
        RosterImport.agency_id == Agency.id, RosterImport.state == ImportState.APPLIED
    )
    statement = (
        select(
            stamp_of_all(),
            Agency.id,
            Agency.slug,
            Agency.name,
            Agency.type,
            func.coalesce(Area.name, ""),
            Agency.first_responder,
            headcount.correlate(Agency).scalar_subquery(),
            listed.correlate(Agency).scalar_subquery(),
            counted.correlate(Agency).scalar_subquery(),
        )
        .outerjoin(Area, Area.id == Agency.area_id)
        .where(Agency.valid_from <= today, or_(Agency.valid_to.is_(None), Agency.valid_to > today))
        .order_by(Agency.name, Agency.id)
    )
    rows = session.execute(statement).all()
    people = _people(session, today, rows[0][0] if rows else None)
    return tuple(_partner(row, people.get(row[1], 0)) for row in rows)


def _partner(row: Sequence[Any], people: int) -> PartnerRow:
    facts: Sequence[Any] = (*row[2:7], people, *row[7:])
    return PartnerRow(*facts)


def _people(session: Session, today: date, noted: Decimal | int | None) -> Mapping[int, int]:
    """How many people work in each agency, kept or counted."""
    stamp = int(noted) if noted is not None and is_noting(session) else None
    many = func.count(Posting.person_id.distinct())
    here = in_force(Posting.start, Posting.end, today)
    statement = select(Posting.agency_id, many).where(here).group_by(Posting.agency_id)
    return kept("people", today, stamp, lambda: dict(session.execute(statement).all()))
