"""Who is due what, and what waits in the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, select
from sqlalchemy.orm import Session

from elearn.models import Agency, Holding, Letter, LetterState, Module, Person
from elearn.records.asked import asked, is_serving
from elearn.records.sql import add_months

FAR, NEAR = 60, 14  # days before a training runs out, or has to be done for the first time


@dataclass(frozen=True, slots=True)
class AgencyPlan:
    """How many people x modules of an agency are due: overdue, within 14 days, within 60 days
    (each counted once), and of these how many have no e-mail address to write to."""

    slug: str
    agency: str
    overdue: int
    near: int
    far: int
    without_email: int


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """One person and one module that is due, or was."""

    name: str
    module: str
    due_on: date
    has_email: bool


def _due(today: date) -> tuple[Subquery, ColumnElement[date]]:
    """Everything asked today, with the day by which it must be done (again)."""
    rows = asked(today)
    due_on = case(
        (Holding.completed_on.is_(None), rows.c.due_on),
        else_=add_months(Holding.completed_on, rows.c.refresh_months),
    )
    return rows, due_on


def _from(
    rows: Subquery, due_on: ColumnElement[date], columns: list[Any], today: date
) -> Select[Any]:
    return (
        select(*columns)
        .select_from(rows)
        .join(Person, Person.id == rows.c.person_id)
        .join(Agency, Agency.id == rows.c.agency_id)
        .outerjoin(
            Holding,
            and_(Holding.person_id == rows.c.person_id, Holding.module_id == rows.c.module_id),
        )
        .where(is_serving(), rows.c.away.is_(False), due_on <= literal(_last_day(today)))
    )


def _last_day(today: date) -> date:
    return today + timedelta(days=FAR)


def plan(session: Session, *, today: date) -> Sequence[AgencyPlan]:
    """Agencies with something due within 60 days, by name."""
    rows, due_on = _due(today)
    near = today + timedelta(days=NEAR)

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count(case((condition, 1)))

    statement = (
        _from(
            rows,
            due_on,
            [
                Agency.slug,
                Agency.name,
                count(due_on <= today),
                count(and_(due_on > today, due_on <= near)),
                count(due_on > near),
                count(Person.email.is_(None)),
            ],
            today,
        )
        .group_by(Agency.id, Agency.slug, Agency.name)
        .order_by(Agency.name, Agency.id)
    )
    return [AgencyPlan(*row) for row in session.execute(statement)]


def plan_by_name(session: Session, *, agency: str, today: date) -> Sequence[PersonPlan]:
    """Who in one agency is due what, the longest due first."""
    rows, due_on = _due(today)
    columns: list[Any] = [
        Person.full_name,
        Module.title,
        due_on.label("due"),
        Person.email.is_not(None),
    ]
    statement = (
        _from(rows, due_on, columns, today)
        .join(Module, Module.id == rows.c.module_id)
        .where(Agency.slug == agency)
        .order_by("due", Person.full_name, Person.id, Module.id, rows.c.posting_id)
    )
    return [PersonPlan(*row) for row in session.execute(statement)]


def waiting(session: Session, *, now: datetime) -> int:
    """How many letters could go out now."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Letter)
            .where(Letter.state == LetterState.QUEUED, Letter.not_before <= now)
        )
        or 0
    )


def outcome(session: Session, *, since: datetime) -> dict[str, int]:
    """How many letters are in each state, of those sent or still open since then."""
    rows = session.execute(
        select(Letter.state, func.count())
        .where((Letter.sent_at >= since) | (Letter.sent_at.is_(None)))
        .group_by(Letter.state)
        .order_by(Letter.state)
    )
    return {state.value: count for state, count in rows}
