"""What is asked of somebody, what they hold, where they work, and what they did last."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from elearn.learning.mine import Ask, Held
from elearn.models import (
    Agency,
    Certificate,
    Holding,
    Module,
    ModuleUse,
    Need,
    Posting,
    StaffRole,
    Team,
)
from elearn.models.rows import rows
from elearn.records.asked import asked, in_force


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What somebody's agency may and must do about a concern."""

    agency_id: int
    agency: str
    first_responder: bool
    duty_to_notify: bool


def asked_of(session: Session, *, person_id: int, today: date) -> tuple[Ask, ...]:
    """Everything required of and offered to a person, one row per posting and module; and what
    an agency of theirs decided not to ask for, with its reason."""
    found = rows(session, _asked_on(today), {"person_id": person_id})
    return tuple(Ask(*row[1:]) for row in found)


@lru_cache(maxsize=2)
def _asked_on(today: date) -> Select[*tuple[Any, ...]]:
    """The statement of a day, put together once a day: building it costs more than asking it."""
    every = union_all(*(_asks(today, need) for need in Need)).subquery("every")
    ordered: Select[*tuple[Any, ...]] = select(every).order_by(
        every.c.module_id, every.c.posting_id, every.c.need
    )
    return ordered


def _asks(today: date, need: Need) -> Select[*tuple[Any, ...]]:
    row = asked(today, need=need).alias(f"asked_{need.name.lower()}")
    statement: Select[*tuple[Any, ...]] = (
        select(
            row.c.posting_id,
            literal(need.value, String()).label("need"),
            row.c.module_id,
            Agency.name.label("agency"),
            StaffRole.name.label("role"),
            Team.name.label("team"),
            Team.is_mash.is_(True).label("in_mash"),
            row.c.refresh_months,
            row.c.due_on,
            row.c.posting_start,
            row.c.grace_days,
            row.c.reason,
            row.c.in_grace,
            row.c.away,
        )
        .join(Agency, Agency.id == row.c.agency_id)
        .join(StaffRole, StaffRole.id == row.c.role_id)
        .outerjoin(Team, Team.id == row.c.team_id)
        .where(row.c.person_id == bindparam("person_id"))
    )
    # What nobody asks for is most of the modules: only an agency's own rule needs words.
    return statement.where(row.c.reason != "") if need is Need.NOT_ASKED else statement


def held_by(session: Session, *, person_id: int) -> dict[int, Held]:
    """What a person holds, by module, the latest first, whether it is still in date or not."""
    found = rows(session, holdings(), {"person_id": person_id})
    return {row.module_id: Held(*row) for row in found}


@cache
def holdings() -> Select[*tuple[Any, ...]]:
    """The statement of what a person holds, by ``person_id``: the columns are the fields of
    Held."""
    said_of_it = and_(
        ModuleUse.person_id == Holding.person_id,
        ModuleUse.module_id == Holding.module_id,
        ModuleUse.completed_on == Holding.completed_on,
    )
    statement: Select[*tuple[Any, ...]] = (
        select(
            Holding.module_id,
            Module.slug,
            Module.title,
            Module.refresh_months,
            Holding.completed_on,
            Holding.grade,
            Certificate.code,
            ModuleUse.used,
        )
        .join(Module, Module.id == Holding.module_id)
        .outerjoin(Certificate, Certificate.completion_id == Holding.completion_id)
        .outerjoin(ModuleUse, said_of_it)
        .where(Holding.person_id == bindparam("person_id"))
        .order_by(Holding.completed_on.desc(), Module.code)
    )
    return statement


def agency_facts(session: Session, *, person_id: int, today: date) -> tuple[AgencyFacts, ...]:
    """The agencies where a person works today, by name."""
    found = rows(session, _facts_on(today), {"person_id": person_id})
    return tuple(AgencyFacts(*row) for row in found)


@lru_cache(maxsize=2)
def _facts_on(today: date) -> Select[*tuple[Any, ...]]:
    where_they_work = select(Posting.agency_id).where(
        Posting.person_id == bindparam("person_id"), in_force(Posting.start, Posting.end, today)
    )
    statement: Select[*tuple[Any, ...]] = (
        select(Agency.id, Agency.name, Agency.first_responder, Agency.duty_to_notify)
        .where(Agency.id.in_(where_they_work))
        .order_by(Agency.name, Agency.id)
    )
    return statement
