"""Two records that may be one person: who is like whom, side by side, and what was put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from elearn.models import (
    Attempt,
    Certificate,
    Completion,
    Password,
    Person,
    PersonMerge,
    PersonStatus,
    Posting,
    StaffNumber,
    StaffRole,
)
from elearn.staff.actions.moving import movable_tables
from elearn.staff.queries.people import works_here

MOST_ALIKE = 20
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Somebody of the agency with a like name, or what was typed."""

    public_id: str
    name: str
    email: str | None
    staff_number: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records, as they are compared. ``postings`` are those at this agency."""

    person_id: int
    public_id: str
    name: str
    email: str | None
    username: str | None
    signs_in: bool
    created_at: datetime
    completions: int
    attempts: int
    numbers: tuple[str, ...]
    postings: tuple[tuple[str, date, date | None], ...]


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Two records that were put together."""

    merge_id: int
    name: str
    at: datetime
    undone_at: datetime | None


def alike(
    session: Session, agency_id: int, but: int, words: Sequence[str], since: date
) -> Sequence[AlikeRow]:
    """People of the agency, one aside, whose name, address or staff number has one of the words."""
    number = (
        select(func.min(StaffNumber.value))
        .where(StaffNumber.person_id == Person.id, StaffNumber.agency_id == agency_id)
        .correlate(Person)
        .scalar_subquery()
    )
    parts: list[ColumnElement[bool]] = []
    for word in words:
        parts += [
            Person.full_name.icontains(word, autoescape=True),
            Person.email.icontains(word, autoescape=True),
            exists().where(
                StaffNumber.person_id == Person.id,
                StaffNumber.agency_id == agency_id,
                StaffNumber.value.icontains(word, autoescape=True),
            ),
        ]
    if not parts:
        return []
    statement = (
        select(Person.public_id, Person.full_name, Person.email, number)
        .where(
            or_(*parts),
            Person.id != but,
            Person.status == PersonStatus.ACTIVE,
            works_here(agency_id, since),
        )
        .order_by(func.lower(Person.full_name), Person.id)
        .limit(MOST_ALIKE)
    )
    return [AlikeRow(*row) for row in session.execute(statement)]


def two_sides(
    session: Session, agency_id: int, public_ids: tuple[str, str], since: date
) -> tuple[Side, Side] | None:
    """Both records in the order asked for; None unless both are people of this agency."""
    completions = select(func.count(Completion.id)).where(Completion.person_id == Person.id)
    attempts = select(func.count(Attempt.id)).where(Attempt.person_id == Person.id)
    rows = session.execute(
        select(
            Person.id,
            Person.public_id,
            Person.full_name,
            Person.email,
            Person.username,
            exists().where(Password.person_id == Person.id).label("signs_in"),
            Person.created_at,
            completions.correlate(Person).scalar_subquery().label("completions"),
            attempts.correlate(Person).scalar_subquery().label("attempts"),
        )
        .where(
            Person.public_id.in_(public_ids),
            Person.status == PersonStatus.ACTIVE,
            works_here(agency_id, since),
        )
        .order_by(Person.id)
    ).all()
    ids = [row[0] for row in rows]
    numbers, postings = _numbers(session, agency_id, ids), _postings(session, agency_id, ids)
    sides = {
        row.public_id: Side(
            person_id=row.id,
            public_id=row.public_id,
            name=row.full_name,
            email=row.email,
            username=row.username,
            signs_in=row.signs_in,
            created_at=row.created_at,
            completions=row.completions,
            attempts=row.attempts,
            numbers=tuple(numbers.get(row.id, ())),
            postings=tuple(postings.get(row.id, ())),
        )
        for row in rows
    }
    if len(sides) < 2:
        return None
    return sides[public_ids[0]], sides[public_ids[1]]


def _numbers(session: Session, agency_id: int, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    statement = (
        select(StaffNumber.person_id, StaffNumber.value)
        .where(StaffNumber.person_id.in_(ids), StaffNumber.agency_id == agency_id)
        .order_by(StaffNumber.id)
    )
    for person_id, value in session.execute(statement):
        found.setdefault(person_id, []).append(value)
    return found


def _postings(
    session: Session, agency_id: int, ids: Sequence[int]
) -> dict[int, list[tuple[str, date, date | None]]]:
    found: dict[int, list[tuple[str, date, date | None]]] = {}
    statement = (
        select(Posting.person_id, StaffRole.name, Posting.start, Posting.end)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .where(Posting.person_id.in_(ids), Posting.agency_id == agency_id)
        .order_by(Posting.start.desc(), Posting.id.desc())
    )
    for person_id, role, start, end in session.execute(statement):
        found.setdefault(person_id, []).append((role, start, end))
    return found


def would_move(session: Session, *, kept: int, merged: int) -> dict[str, int]:
    """How many rows of each table belong to the merged record; ``certificate`` are those of its
    completions, ``same`` completions that both records have and that therefore stay behind."""
    counts = [
        select(literal(table.name), func.count())
        .select_from(table)
        .where(table.c.person_id == merged)
        for table in movable_tables()
    ]
    certificates = (
        select(literal("certificate"), func.count())
        .select_from(Certificate)
        .join(Completion, Completion.id == Certificate.completion_id)
        .where(Completion.person_id == merged)
    )
    ours = aliased(Completion)
    same = (
        select(literal("same"), func.count())
        .select_from(Completion)
        .where(
            Completion.person_id == merged,
            exists().where(
                and_(
                    ours.person_id == kept,
                    ours.module_id == Completion.module_id,
                    ours.completed_on == Completion.completed_on,
                    ours.grade == Completion.grade,
                )
            ),
        )
    )
    found = {str(name): int(count) for name, count in
             session.execute(union_all(*counts, certificates, same))}  # fmt: skip
    return {name: count for name, count in found.items() if count}


def merges_of(session: Session, agency_id: int, person_id: int) -> Sequence[MergeRow]:
    """What was put together with a record, the latest first."""
    statement = (
        select(PersonMerge.id, Person.full_name, PersonMerge.at, PersonMerge.undone_at)
        .join(Person, Person.id == PersonMerge.merged_id)
        .where(PersonMerge.kept_id == person_id, PersonMerge.agency_id == agency_id)
        .order_by(PersonMerge.id.desc())
    )
    return [MergeRow(*row) for row in session.execute(statement)]
