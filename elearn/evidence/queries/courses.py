"""Reads of equivalences: what an agency proposed and may use, and all for the coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.domain.equivalence import Taught
from elearn.models import (
    Agency,
    Equivalence,
    EquivalenceState,
    Module,
    OutsideCourse,
    Person,
)
from elearn.records.sharing import for_partnership


@dataclass(frozen=True, slots=True)
class EquivalenceRow:
    """What a course counts for, as proposed and decided, and how it ended. ``proposed_by`` is a
    name only where the agency lets the partnership see names."""

    number: int
    course_id: int
    course: str
    provider: str
    content_date: date | None
    module_id: int
    slug: str
    code: str
    title: str
    level: str
    taught: tuple[Taught, ...]
    valid_months: int
    asks_quiz: bool
    reason: str
    state: EquivalenceState
    agency_id: int
    agency: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision: str
    ended_by: str
    ended_at: datetime | None
    end_reason: str


def for_agency(session: Session, agency_id: int) -> tuple[EquivalenceRow, ...]:
    """What is in force, and everything the agency itself proposed, by course."""
    statement = _rows().where(
        or_(Equivalence.state == EquivalenceState.APPROVED, Equivalence.agency_id == agency_id)
    )
    return _read(session, statement)


def every(session: Session) -> tuple[EquivalenceRow, ...]:
    """All of them, ended ones too, by course."""
    return _read(session, _rows())


def one(session: Session, number: int) -> EquivalenceRow | None:
    """One of them."""
    found = _read(session, _rows().where(Equivalence.id == number))
    return found[0] if found else None


def history(session: Session, *, course_id: int, module_id: int) -> tuple[EquivalenceRow, ...]:
    """Everything that was proposed for a course and module, the first one first."""
    statement = _rows().where(
        Equivalence.course_id == course_id, Equivalence.module_id == module_id
    )
    return tuple(sorted(_read(session, statement), key=lambda row: row.number))


def _read(session: Session, statement: Select[*tuple[Any, ...]]) -> tuple[EquivalenceRow, ...]:
    return tuple(_row(row) for row in session.execute(statement))


def _row(row: Sequence[Any]) -> EquivalenceRow:
    values = list(row)
    values[10] = tuple(Taught(topic, level) for topic, level in values[10])
    return EquivalenceRow(*values)


def _rows() -> Select[*tuple[Any, ...]]:
    proposer, decider, ender = aliased(Person), aliased(Person), aliased(Person)
    statement: Select[*tuple[Any, ...]] = (
        select(
            Equivalence.id,
            OutsideCourse.id,
            OutsideCourse.name,
            OutsideCourse.provider,
            OutsideCourse.content_date,
            Module.id,
            Module.slug,
            Module.code,
            Module.title,
            Module.level,
            Equivalence.topics,
            Equivalence.valid_months,
            Equivalence.asks_quiz,
            Equivalence.reason,
            Equivalence.state,
            Agency.id,
            Agency.name,
            for_partnership(proposer.full_name, Equivalence.agency_id),
            Equivalence.proposed_at,
            func.coalesce(decider.full_name, ""),
            Equivalence.decided_at,
            Equivalence.decision,
            func.coalesce(ender.full_name, ""),
            Equivalence.ended_at,
            Equivalence.end_reason,
        )
        .join(OutsideCourse, OutsideCourse.id == Equivalence.course_id)
        .join(Module, Module.id == Equivalence.module_id)
        .join(Agency, Agency.id == Equivalence.agency_id)
        .join(proposer, proposer.id == Equivalence.proposed_by_id)
        .outerjoin(decider, decider.id == Equivalence.decided_by_id)
        .outerjoin(ender, ender.id == Equivalence.ended_by_id)
        .order_by(OutsideCourse.key, Module.code, Equivalence.id.desc())
    )
    return statement
