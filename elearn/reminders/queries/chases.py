"""Chases that were made, whom each left to be told by hand, and the teams to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.models import (
    Chase,
    Module,
    Person,
    Posting,
    ReminderItem,
    Team,
    UndeliveredAddress,
)
from elearn.records.asked import in_force
from elearn.records.people import in_scope


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team of the agency."""

    team_id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ChaseRow:
    """A chase: when, by whom, about whom, and how many were written to and left out by reason."""

    number: int
    at: datetime
    by: str | None
    team: str | None
    module: str | None
    with_soon: bool
    letters: int
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ByHand:
    """Somebody to be told in person, and of what. ``has_address`` is one that does not work."""

    public_id: str
    name: str
    team: str
    manager_email: str | None
    module: str
    due_on: date
    has_address: bool


def teams_in(session: Session, scope: AgencyScope, agency_id: int) -> Sequence[TeamRow]:
    """The agency's teams in scope, by name."""
    statement = (
        select(Team.id, Team.slug, Team.name)
        .where(
            Team.agency_id == agency_id,
            in_scope(scope, agency_id=Team.agency_id, team_id=Team.id),
        )
        .order_by(Team.name, Team.id)
    )
    return [TeamRow(*row) for row in session.execute(statement)]


def chases(
    session: Session, scope: AgencyScope, agency_id: int, *, actor_id: int, most: int
) -> Sequence[ChaseRow]:
    """The latest first. The lead of a team sees those of the team, and their own."""
    statement = _chases(scope, agency_id, actor_id).order_by(Chase.id.desc()).limit(most)
    return [ChaseRow(*row) for row in session.execute(statement)]


def one_chase(
    session: Session, scope: AgencyScope, agency_id: int, *, number: int, actor_id: int
) -> ChaseRow | None:
    """The chase of that number, if it may be seen."""
    statement = _chases(scope, agency_id, actor_id).where(Chase.id == number)
    row = session.execute(statement).one_or_none()
    return ChaseRow(*row) if row else None


def _chases(scope: AgencyScope, agency_id: int, actor_id: int) -> Select[Any]:
    seen: ColumnElement[bool] = true()
    if not scope.covers_agency(agency_id):
        seen = or_(Chase.team_id.in_(sorted(scope.team_ids)), Chase.by_id == actor_id)
    return (
        select(
            Chase.id, Chase.at, Person.full_name, Team.name, Module.title, Chase.with_soon,
            Chase.letters, Chase.left_out,
        )
        .outerjoin(Person, Person.id == Chase.by_id)
        .outerjoin(Team, Team.id == Chase.team_id)
        .outerjoin(Module, Module.id == Chase.module_id)
        .where(Chase.agency_id == agency_id, seen)
    )  # fmt: skip


def to_tell(
    session: Session, scope: AgencyScope, agency_id: int, *, number: int, today: date
) -> Sequence[ByHand]:
    """Whom a chase left to be told by hand and who works here still, by name."""
    working = (
        Posting.person_id == Person.id,
        Posting.agency_id == agency_id,
        in_force(Posting.start, Posting.end, today),
        in_scope(scope.only(agency_id)),
    )
    team = (
        select(func.min(Team.name))
        .select_from(Posting)
        .join(Team, Team.id == Posting.team_id)
        .where(*working)
        .correlate(Person)
        .scalar_subquery()
    )
    refused = exists().where(
        UndeliveredAddress.person_id == Person.id, UndeliveredAddress.address == Person.email
    )
    statement = (
        select(
            Person.public_id, Person.full_name, func.coalesce(team, ""), Person.manager_email,
            Module.title, ReminderItem.due_on, refused,
        )
        .select_from(ReminderItem)
        .join(Person, Person.id == ReminderItem.person_id)
        .join(Module, Module.id == ReminderItem.module_id)
        .where(
            ReminderItem.chase_id == number,
            ReminderItem.letter_id.is_(None),
            ReminderItem.agency_id == agency_id,
            exists().where(*working),
        )
        .order_by(func.lower(Person.full_name), Person.id, ReminderItem.due_on, Module.code)
    )  # fmt: skip
    return [ByHand(*row) for row in session.execute(statement)]
