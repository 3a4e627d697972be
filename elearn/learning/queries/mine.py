"""What somebody did last, and what changed for them lately."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from elearn.learning.check import Go
from elearn.learning.mine import Activity, Happening
from elearn.models import (
    Absence,
    Agency,
    Answer,
    Attempt,
    AttemptKind,
    Certificate,
    Completion,
    Grade,
    Module,
    ModuleVersion,
    OutsideCourse,
    OutsideTraining,
    Posting,
    Revocation,
    StaffRole,
    Survey,
)
from elearn.models.rows import rows
from elearn.records.asked import in_force

CARRIED_ON = (AttemptKind.QUIZ, AttemptKind.PRECHECK, AttemptKind.ANCHOR)
LONGEST_AGO_DAYS = 90
_WHOSE = bindparam("person_id", type_=Integer())

# Put together once: building a statement costs more than asking it.
_TRIES_OF_MINE = (
    select(
        Attempt.module_id,
        func.coalesce(func.max(Answer.answered_at), Attempt.started_at).label("at"),
        Attempt.kind,
        Attempt.first,
        Attempt.public_id,
        func.count(Answer.id).label("answered"),
        Attempt.out_of,
        Attempt.number,
        func.coalesce(ModuleVersion.document["form"].as_string(), "").label("form"),
        Attempt.started_at,
        Attempt.submitted_at,
        Attempt.score,
    )
    .join(ModuleVersion, ModuleVersion.id == Attempt.version_id)
    .outerjoin(Answer, Answer.attempt_id == Attempt.id)
    .where(
        Attempt.person_id == _WHOSE,
        Attempt.kind.in_(CARRIED_ON),
        or_(Attempt.submitted_at.is_(None), Attempt.kind == AttemptKind.ANCHOR),
    )
    .group_by(Attempt.id, ModuleVersion.id)
    .order_by(Attempt.number, Attempt.id)
)

_CERTIFICATE = (
    select(Certificate.code, Revocation.completion_id.is_not(None))
    .join(Completion, Completion.id == Certificate.completion_id)
    .outerjoin(Revocation, Revocation.completion_id == Completion.id)
    .where(
        Completion.person_id == _WHOSE,
        Completion.module_id == bindparam("module_id"),
        Completion.completed_on == bindparam("on"),
        Completion.grade == Grade.HERE,
    )
    .order_by(Revocation.completion_id.is_not(None), Completion.again.desc())
    .limit(1)
)


def tries_of_mine(
    session: Session, *, person_id: int
) -> tuple[tuple[Activity, ...], tuple[Go, ...]]:
    """The tries that a person has not handed in, the latest first; and all their goes at the
    knowledge check, the first one first. One statement for both."""
    found = rows(session, _TRIES_OF_MINE, {"person_id": person_id}).all()
    begun = [
        Activity(row.module_id, row.at, _kind(row.kind, row.first), *row[4:7])
        for row in found
        if row.submitted_at is None
    ]
    goes = tuple(
        Go(
            row.public_id,
            row.number,
            row.form,
            row.started_at,
            row.submitted_at,
            row.score,
            row.out_of,
        )
        for row in found
        if row.kind is AttemptKind.ANCHOR
    )
    return tuple(sorted(begun, key=lambda one: one.at, reverse=True)), goes


def _kind(kind: AttemptKind, first: bool) -> str:
    if kind is AttemptKind.QUIZ:
        return "quiz"
    if kind is AttemptKind.ANCHOR:
        return "check"
    return "pre-check" if first else "short quiz"


def _work(
    kind: str, day: SQLColumnExpression[Any], when: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    """Postings, with the day that is told of; one that never held for a day is none."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            literal(kind, String()).label("kind"),
            day.label("day"),
            cast(null(), Date()).label("end"),
            StaffRole.name.label("what"),
            Agency.name.label("where"),
        )
        .join(Agency, Agency.id == Posting.agency_id)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .where(
            Posting.person_id == _WHOSE,
            when,
            or_(Posting.end.is_(None), Posting.end > Posting.start),
        )
    )
    return statement


def happenings(session: Session, *, person_id: int, today: date) -> tuple[Happening, ...]:
    """Where somebody works today; work that began or ended and certificates that were withdrawn in
    the last 90 days; the absences of today; and courses from elsewhere that do not complete a
    module yet. One statement for all of it."""
    found = rows(session, _happenings_on(today), {"person_id": person_id})
    return tuple(Happening(*row) for row in found)


@lru_cache(maxsize=2)
def _happenings_on(today: date) -> CompoundSelect[*tuple[Any, ...]]:
    """The statement of a day, put together once a day."""
    since = today - timedelta(days=LONGEST_AGO_DAYS)
    return union_all(
        _work("works", Posting.start, in_force(Posting.start, Posting.end, today)),
        _work("began", Posting.start, Posting.start >= since),
        _work("ended", Posting.end, Posting.end >= since),
        select(
            literal("away", String()),
            Absence.start,
            Absence.end,
            literal("", String()),
            func.coalesce(Agency.name, ""),
        )
        .outerjoin(Agency, Agency.id == Absence.agency_id)
        .where(
            Absence.person_id == _WHOSE,
            Absence.start <= today,
            or_(Absence.end.is_(None), Absence.end > today),
        ),
        select(
            literal("withdrawn", String()),
            Revocation.revoked_on,
            Completion.completed_on,
            Module.title,
            Revocation.reason,
        )
        .join(Completion, Completion.id == Revocation.completion_id)
        .join(Certificate, Certificate.completion_id == Completion.id)
        .join(Module, Module.id == Completion.module_id)
        .where(Completion.person_id == _WHOSE, Revocation.revoked_on >= since),
        select(
            literal("elsewhere", String()),
            OutsideTraining.done_on,
            cast(null(), Date()),
            OutsideCourse.name,
            literal("", String()),
        )
        .join(OutsideCourse, OutsideCourse.id == OutsideTraining.course_id)
        .where(
            OutsideTraining.person_id == _WHOSE,
            OutsideTraining.ended_on.is_(None),
            OutsideTraining.completion_id.is_(None),
        ),
        select(
            literal("survey", String()),
            Survey.opens_on,
            Survey.closes_on,
            literal("", String()),
            literal("", String()),
        ).where(Survey.closed_on.is_(None), Survey.opens_on <= today, Survey.closes_on >= today),
    )


@dataclass(frozen=True, slots=True)
class Issued:
    """The certificate of a module passed on a day, and whether it was withdrawn since."""

    code: str
    withdrawn: bool


def certificate_on(session: Session, *, person_id: int, module_id: int, on: date) -> Issued | None:
    """The certificate of a module passed here on a day; of several the one that stands."""
    values = {"person_id": person_id, "module_id": module_id, "on": on}
    row = rows(session, _CERTIFICATE, values).one_or_none()
    return Issued(row[0], bool(row[1])) if row else None
