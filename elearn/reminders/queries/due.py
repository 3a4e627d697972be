"""Who is due what, by when and why: one row per posting and module, from 30 days before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from elearn.access.policy import EVERYWHERE, AgencyScope
from elearn.domain.reminding import SOON_DAYS
from elearn.models import (
    Agency,
    Holding,
    Module,
    Person,
    PersonStatus,
    StaffRole,
    Team,
    UndeliveredAddress,
)
from elearn.records.asked import asked
from elearn.records.people import in_scope
from elearn.records.sql import add_months


@dataclass(frozen=True, slots=True)
class Due:
    """A module that a posting asks for and that is due, or was. ``arrives`` is whether letters
    reach the person: they have an address and no server refused it. ``is_again``: they held it.
    ``language`` is what they chose to read."""

    person_id: int
    public_id: str
    name: str
    email: str | None
    manager_email: str | None
    is_active: bool
    arrives: bool
    away: bool
    agency_id: int
    agency: str
    team_id: int | None
    team: str
    role: str
    module_id: int
    module: str
    due_on: date
    is_again: bool
    refresh_months: int | None
    reason: str
    language: str = ""


def _statement(today: date, until: date, scope: AgencyScope = EVERYWHERE) -> Select[Any]:
    rows = asked(today)
    runs_out = add_months(Holding.completed_on, rows.c.refresh_months)
    due_on: ColumnElement[date] = case(
        (Holding.completed_on.is_(None), rows.c.due_on),
        (runs_out < rows.c.due_on, rows.c.due_on),  # before that nobody asked for it
        else_=runs_out,
    )
    refused = and_(
        UndeliveredAddress.person_id == Person.id, UndeliveredAddress.address == Person.email
    )
    held = and_(Holding.person_id == rows.c.person_id, Holding.module_id == rows.c.module_id)
    return (
        select(
            Person.id,
            Person.public_id,
            Person.full_name,
            Person.email,
            Person.manager_email,
            Person.status == PersonStatus.ACTIVE,
            and_(Person.email.is_not(None), UndeliveredAddress.id.is_(None)),
            rows.c.away,
            Agency.id,
            Agency.name,
            rows.c.team_id,
            func.coalesce(Team.name, ""),
            StaffRole.name,
            Module.id,
            Module.title,
            due_on.label("due"),
            Holding.completed_on.is_not(None),
            rows.c.refresh_months,
            rows.c.reason,
            Person.language,
        )
        .select_from(rows)
        .join(Person, Person.id == rows.c.person_id)
        .join(Agency, Agency.id == rows.c.agency_id)
        .join(StaffRole, StaffRole.id == rows.c.role_id)
        .join(Module, Module.id == rows.c.module_id)
        .outerjoin(Team, Team.id == rows.c.team_id)
        .outerjoin(Holding, held)
        .outerjoin(UndeliveredAddress, refused)
        .where(
            Person.status.in_([PersonStatus.ACTIVE, PersonStatus.SUSPENDED]),
            or_(Agency.valid_to.is_(None), Agency.valid_to > today),
            in_scope(scope, agency_id=rows.c.agency_id, team_id=rows.c.team_id),
            due_on <= literal(until, Date()),
        )
        .order_by("due", func.lower(Person.full_name), Person.id, Module.code, rows.c.posting_id)
    )


def soon(today: date) -> date:
    """The last day that letters tell of."""
    return today + timedelta(days=SOON_DAYS)


def due_in(session: Session, scope: AgencyScope, agency_id: int, *, today: date) -> tuple[Due, ...]:
    """What is due in the part of the agency that the scope covers, suspended people and people
    on long leave with it, the longest due first, each person and module once."""
    rows = session.execute(_statement(today, soon(today), scope.only(agency_id)))
    return once_each(Due(*row) for row in rows)


def due_of(session: Session, person_ids: Collection[int], *, today: date) -> tuple[Due, ...]:
    """What these people are due wherever they work, if they can be asked at all."""
    return reachable(once_each(_rows_of(session, person_ids, today)))


def asked_of(session: Session, person_ids: Collection[int], *, today: date) -> tuple[Due, ...]:
    """The same posting by posting: two agencies may ask for one module by two days."""
    return reachable(_rows_of(session, person_ids, today))


def _rows_of(session: Session, person_ids: Collection[int], today: date) -> tuple[Due, ...]:
    if not person_ids:
        return ()
    rows = session.execute(_of_people(today), {"people": sorted(person_ids)})
    return tuple(Due(*row) for row in rows)


def due_everywhere(session: Session, *, today: date) -> tuple[Due, ...]:
    """What everybody is due, as ``due_in`` gives it for one agency."""
    rows = session.execute(_statement(today, soon(today)))
    return once_each(Due(*row) for row in rows)


def reachable(rows: Iterable[Due]) -> tuple[Due, ...]:
    """Without those whose account is suspended or who are on long leave."""
    return tuple(row for row in rows if row.is_active and not row.away)


@lru_cache(maxsize=2)
def _of_people(today: date) -> Select[Any]:
    """The statement of a day, put together once: building it costs more than asking it."""
    return _statement(today, soon(today)).where(Person.id.in_(bindparam("people", expanding=True)))


def once_each(rows: Iterable[Due]) -> tuple[Due, ...]:
    """Each person and module once, by the posting that asks for it first."""
    found: dict[tuple[int, int], Due] = {}
    for row in rows:
        key = (row.person_id, row.module_id)
        if key not in found or (found[key].away and not row.away):
            found[key] = row
    return tuple(found.values())


def by_person(rows: Iterable[Due]) -> dict[int, list[Due]]:
    """The rows of each person, in the order they came."""
    found: dict[int, list[Due]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def next_people(session: Session, *, after: int, most: int) -> Sequence[int]:
    """The next people who may be written to, by number."""
    return session.scalars(
        select(Person.id)
        .where(Person.id > after, Person.status == PersonStatus.ACTIVE, Person.email.is_not(None))
        .order_by(Person.id)
        .limit(most)
    ).all()
