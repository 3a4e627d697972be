"""Rooms: those of an agency or team, one of them, and the one that a code opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.domain.quiz import DrawnItem
from elearn.models import (
    Agency,
    Briefing,
    BriefingAnswerCount,
    BriefingAttendance,
    Module,
    ModuleVersion,
    Team,
)
from elearn.records.people import in_scope


@dataclass(frozen=True, slots=True)
class Room:
    """A briefing as it is on record. ``code`` stands until it is closed."""

    briefing_id: int
    agency_id: int
    agency: str
    team_id: int | None
    team: str | None
    module_id: int
    module: str
    level: str
    version_id: int
    questions: tuple[DrawnItem, ...]
    held_on: date
    place: str
    facilitator: str
    code: str | None
    open_until: datetime | None
    closed_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether people come in by its code."""
        return self.code is not None and self.open_until is not None and now < self.open_until


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A line of the list of rooms, with how many were there."""

    briefing_id: int
    held_on: date
    module: str
    team: str | None
    place: str
    facilitator: str
    open_until: datetime | None
    closed_at: datetime | None
    people: int
    others: int


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How often a question was answered in a room, and how often right."""

    item_key: str
    answered: int
    right: int


def _rooms() -> Select[*tuple[object, ...]]:
    statement: Select[*tuple[object, ...]] = (
        select(
            Briefing.id,
            Briefing.agency_id,
            Agency.name,
            Briefing.team_id,
            Team.name,
            Briefing.module_id,
            ModuleVersion.title,
            ModuleVersion.level,
            Briefing.version_id,
            Briefing.questions,
            Briefing.held_on,
            Briefing.place,
            Briefing.facilitator,
            Briefing.code,
            Briefing.open_until,
            Briefing.closed_at,
        )
        .join(Agency, Agency.id == Briefing.agency_id)
        .join(ModuleVersion, ModuleVersion.id == Briefing.version_id)
        .outerjoin(Team, Team.id == Briefing.team_id)
    )
    return statement


def _room(row: Sequence[object]) -> Room:
    facts: list[object] = list(row)
    facts[9] = tuple(DrawnItem(key, tuple(options)) for key, options in facts[9])  # type: ignore[attr-defined]
    return Room(*facts)  # type: ignore[arg-type]


def seen_by(scope: AgencyScope, agency_id: int) -> ColumnElement[bool]:
    """The condition on rooms of this agency that are in scope: a team's own, or all."""
    own = in_scope(scope, agency_id=Briefing.agency_id, team_id=Briefing.team_id)
    return and_(Briefing.agency_id == agency_id, own)


def room(session: Session, scope: AgencyScope, agency_id: int, briefing_id: int) -> Room | None:
    """The room of that number, if it is one of this agency's and in scope."""
    statement = _rooms().where(Briefing.id == briefing_id, seen_by(scope, agency_id))
    row = session.execute(statement).one_or_none()
    return _room(row) if row else None


def open_room(session: Session, code: str, now: datetime) -> Room | None:
    """The room that this code opens now."""
    statement = _rooms().where(Briefing.code == code, Briefing.open_until > now)
    row = session.execute(statement).one_or_none()
    return _room(row) if row else None


def rooms(
    session: Session, scope: AgencyScope, agency_id: int, *, most: int | None = None
) -> tuple[RoomRow, ...]:
    """The agency's rooms in scope, the latest first: all, or so many."""
    known = func.count(BriefingAttendance.person_id)
    statement: Select[*tuple[Any, ...]] = (
        select(
            Briefing.id,
            Briefing.held_on,
            func.min(Module.code) + " " + func.min(ModuleVersion.title),
            func.min(Team.name),
            Briefing.place,
            Briefing.facilitator,
            Briefing.open_until,
            Briefing.closed_at,
            known,
            func.count(BriefingAttendance.id) - known,
        )
        .join(Module, Module.id == Briefing.module_id)
        .join(ModuleVersion, ModuleVersion.id == Briefing.version_id)
        .outerjoin(Team, Team.id == Briefing.team_id)
        .outerjoin(BriefingAttendance, BriefingAttendance.briefing_id == Briefing.id)
        .where(seen_by(scope, agency_id))
        .group_by(Briefing.id)
        .order_by(Briefing.held_on.desc(), Briefing.id.desc())
        .limit(most)
    )
    return tuple(RoomRow(*row) for row in session.execute(statement))


def counts_of(session: Session, briefing_id: int) -> dict[str, ItemCount]:
    """How the questions of a room were answered, by item key."""
    statement = (
        select(
            BriefingAnswerCount.item_key, BriefingAnswerCount.answered, BriefingAnswerCount.right
        )
        .where(BriefingAnswerCount.briefing_id == briefing_id)
        .order_by(BriefingAnswerCount.item_key)
    )
    return {row[0]: ItemCount(*row) for row in session.execute(statement)}


def teams_in_scope(
    session: Session, scope: AgencyScope, agency_id: int
) -> tuple[tuple[int, str], ...]:
    """The teams of the agency for which a room may be opened: id and name."""
    own = in_scope(scope, agency_id=Team.agency_id, team_id=Team.id)
    statement = (
        select(Team.id, Team.name)
        .where(Team.agency_id == agency_id, own)
        .order_by(func.lower(Team.name), Team.id)
    )
    return tuple((row[0], row[1]) for row in session.execute(statement))
