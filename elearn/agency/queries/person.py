"""Reads of one person as their lead may see them: postings and completions, never an answer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.models import (
    Absence,
    Completion,
    Grade,
    Module,
    Person,
    PersonStatus,
    Posting,
    Revocation,
    StaffNumber,
    StaffRole,
    Team,
    UndeliveredAddress,
)
from elearn.records.people import in_scope


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting in the agency, as far as the scope goes."""

    team: str | None
    role_id: int
    role: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """A line of the training record. ``revoked_on`` and ``reason`` where it was taken out."""

    module_id: int
    module: str
    completed_on: date
    grade: Grade
    source: str
    revoked_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class PersonInFull:
    """A person of the agency. ``away_since`` where an absence covers today, ``back_on`` where its
    end is known. ``refused`` is what a mail server said to their address when it would not take
    letters for it."""

    public_id: str
    name: str
    email: str | None
    manager_email: str | None
    staff_numbers: tuple[str, ...]
    away_since: date | None
    back_on: date | None
    refused: str | None
    postings: tuple[PostingRow, ...]
    completions: tuple[CompletionRow, ...]


def person_in_full(
    session: Session, public_id: str, agency_id: int, scope: AgencyScope, today: date
) -> PersonInFull | None:
    """The person of that public id; None unless they hold a posting in scope in this agency that
    has not ended: whoever has gone elsewhere is no longer this lead's to see."""
    away = [
        select(value)
        .where(
            Absence.person_id == Person.id,
            or_(Absence.agency_id.is_(None), Absence.agency_id == agency_id),
            Absence.start <= today,
            or_(Absence.end.is_(None), Absence.end > today),
        )
        .correlate(Person)
        .scalar_subquery()
        for value in (
            func.min(Absence.start),
            case((func.count() == func.count(Absence.end), func.max(Absence.end))),
        )
    ]
    refused = and_(
        UndeliveredAddress.person_id == Person.id, UndeliveredAddress.address == Person.email
    )
    statement = (
        select(
            Person.id,
            Person.public_id,
            Person.full_name,
            Person.email,
            Person.manager_email,
            *away,
            UndeliveredAddress.answer,
        )
        .join(Posting, Posting.person_id == Person.id)
        .outerjoin(UndeliveredAddress, refused)
        .where(
            Person.public_id == public_id,
            Person.status != PersonStatus.MERGED,
            Posting.agency_id == agency_id,
            in_scope(scope),
            or_(Posting.end.is_(None), Posting.end > today),
        )
        .distinct()
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    numbers = session.scalars(
        select(StaffNumber.value)
        .where(StaffNumber.person_id == row[0], StaffNumber.agency_id == agency_id)
        .order_by(StaffNumber.id)
    )
    return PersonInFull(
        public_id=row[1],
        name=row[2],
        email=row[3],
        manager_email=row[4],
        staff_numbers=tuple(numbers),
        away_since=row[5],
        back_on=row[6],
        refused=row[7],
        postings=_postings(session, row[0], agency_id, scope),
        completions=_completions(session, row[0]),
    )


def _postings(
    session: Session, person_id: int, agency_id: int, scope: AgencyScope
) -> tuple[PostingRow, ...]:
    statement = (
        select(Team.name, StaffRole.id, StaffRole.name, Posting.start, Posting.end)
        .select_from(Posting)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .outerjoin(Team, Team.id == Posting.team_id)
        .where(Posting.person_id == person_id, Posting.agency_id == agency_id, in_scope(scope))
        .order_by(Posting.start.desc(), Posting.id.desc())
    )
    return tuple(PostingRow(*row) for row in session.execute(statement))


def _completions(session: Session, person_id: int) -> tuple[CompletionRow, ...]:
    statement = (
        select(
            Module.id,
            Module.title,
            Completion.completed_on,
            Completion.grade,
            Completion.source,
            Revocation.revoked_on,
            Revocation.reason,
        )
        .join(Module, Module.id == Completion.module_id)
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(Completion.person_id == person_id)
        .order_by(Completion.completed_on.desc(), Completion.id.desc())
    )
    return tuple(CompletionRow(*row) for row in session.execute(statement))
