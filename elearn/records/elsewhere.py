"""Outside training on the record: accepted for a module, completed by a short quiz where topics are
missing, taken back; and the certificates that wait for a lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from elearn.access.policy import AgencyScope
from elearn.domain.equivalence import Taught, counts_on
from elearn.models import (
    Equivalence,
    EquivalenceState,
    EvidenceFile,
    FileState,
    Grade,
    Holding,
    Module,
    OutsideCourse,
    OutsideTraining,
    Person,
    PersonStatus,
    Posting,
)
from elearn.records.actions import put_on_record
from elearn.records.many import Told, in_parts, record_many, revoke_many
from elearn.records.people import in_scope

LONGEST_SOURCE = 120

Key = tuple[int, int, int, date]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A course somebody did, accepted for one module. ``is_whole``: nothing is missing, so that it
    completes the module; the evidence is a file or a line of an import."""

    person_id: int
    course_id: int
    module_id: int
    equivalence_id: int
    done_on: date
    grade: Grade
    source: str
    is_whole: bool
    file_id: int | None = None
    import_id: int | None = None

    @property
    def key(self) -> Key:
        return self.person_id, self.course_id, self.module_id, self.done_on

    @property
    def told(self) -> Told:
        """The completion that it is where it is whole."""
        source = self.source[:LONGEST_SOURCE]
        return Told(self.person_id, self.module_id, self.done_on, self.grade, source)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an acceptance came to: the outside training, and its completion if it is whole."""

    training_id: int
    completion_id: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An accepted course with topics still to pass before it counts as the module. ``taught`` and
    ``asks_quiz`` are those of the equivalence in force."""

    training_id: int
    person_id: int
    name: str
    module_id: int
    slug: str
    module: str
    course: str
    done_on: date
    grade: Grade
    taught: tuple[Taught, ...]
    asks_quiz: bool
    valid_months: int


def accept_many(
    session: Session, *, accepted: Sequence[Accepted], now: datetime
) -> dict[Key, Kept]:
    """Put outside training on the record and say what it came to, by key. What stands already is
    left as it is, and not among the answers."""
    standing: set[Key] = set()
    for some in in_parts(sorted({one.person_id for one in accepted})):
        statement = select(
            OutsideTraining.person_id,
            OutsideTraining.course_id,
            OutsideTraining.module_id,
            OutsideTraining.done_on,
        ).where(OutsideTraining.person_id.in_(some), OutsideTraining.ended_on.is_(None))
        standing |= {(row[0], row[1], row[2], row[3]) for row in session.execute(statement)}
    fresh = {one.key: one for one in accepted if one.key not in standing}
    whole = [one.told for one in fresh.values() if one.is_whole]
    completions = record_many(session, told=whole, now=now)
    rows = [
        {
            "person_id": one.person_id,
            "course_id": one.course_id,
            "module_id": one.module_id,
            "equivalence_id": one.equivalence_id,
            "done_on": one.done_on,
            "grade": one.grade,
            "file_id": one.file_id,
            "import_id": one.import_id,
            "completion_id": completions[one.told.key] if one.is_whole else None,
            "recorded_at": now,
        }
        for one in fresh.values()
    ]
    if not rows:
        return {}
    made = insert(OutsideTraining).returning(
        OutsideTraining.person_id,
        OutsideTraining.course_id,
        OutsideTraining.module_id,
        OutsideTraining.done_on,
        OutsideTraining.id,
        OutsideTraining.completion_id,
    )
    found = session.execute(made, rows)
    return {(row[0], row[1], row[2], row[3]): Kept(row[4], row[5]) for row in found}


def take_back(
    session: Session,
    *,
    file_id: int | None = None,
    import_id: int | None = None,
    reason: str,
    on: date,
    now: datetime,
) -> int:
    """End the outside training that rests on a file or an import, and take the completions that it
    led to out of the record; return how many of these. Twice changes nothing."""
    of_file = OutsideTraining.file_id == file_id
    rests = of_file if file_id else OutsideTraining.import_id == import_id
    standing = (rests, OutsideTraining.ended_on.is_(None))
    found = select(OutsideTraining.completion_id).where(
        *standing, OutsideTraining.completion_id.is_not(None)
    )
    ids = {one for one in session.scalars(found) if one is not None}
    session.execute(
        update(OutsideTraining)
        .where(*standing)
        .values(ended_on=on)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return revoke_many(
        session, completion_ids=sorted(ids - _borne_out(session, ids)), reason=reason, now=now
    )


def _borne_out(session: Session, ids: set[int]) -> set[int]:
    """Which of these completions other outside training, which stands, led to as well."""
    found: set[int] = set()
    for some in in_parts(sorted(ids)):
        statement = select(OutsideTraining.completion_id).where(
            OutsideTraining.completion_id.in_(some), OutsideTraining.ended_on.is_(None)
        )
        found |= {one for one in session.scalars(statement) if one is not None}
    return found


def complete(
    session: Session,
    *,
    training_id: int,
    attempt_id: int | None,
    version_id: int,
    on: date,
    now: datetime,
) -> int | None:
    """The short quiz is passed (or nothing is left to ask): the course and the quiz together
    complete the module, that day. Returns the completion's id; None where the evidence was taken
    back, or it was done before."""
    training = session.get(OutsideTraining, training_id, with_for_update=True)
    if training is None or training.ended_on is not None or training.completion_id is not None:
        return None
    course = session.get_one(OutsideCourse, training.course_id)
    completion_id = put_on_record(
        session,
        person_id=training.person_id,
        module_id=training.module_id,
        version_id=version_id,
        attempt_id=attempt_id,
        on=on,
        grade=training.grade,
        source=f"Short quiz after {course.name}"[:LONGEST_SOURCE],
        now=now,
    )
    training.completion_id = completion_id
    session.flush()
    return completion_id


def waiting_of(session: Session, *, person_id: int, today: date) -> tuple[Waiting, ...]:
    """What a person still has to pass before outside training counts, the latest course first."""
    return _waiting(session, _waiting_rows().where(OutsideTraining.person_id == person_id), today)


def waiting_among(
    session: Session, scope: AgencyScope, agency_id: int, today: date
) -> tuple[Waiting, ...]:
    """The same of everybody in scope who has a posting in the agency that has not ended."""
    here = works_here(OutsideTraining.person_id, scope, agency_id, today)
    return _waiting(session, _waiting_rows().where(here), today)


def works_here(
    person_id: Any, scope: AgencyScope, agency_id: int, today: date
) -> ColumnElement[bool]:
    """Whether a person has a posting in scope in the agency that has not ended."""
    return exists().where(
        Posting.person_id == person_id,
        Posting.agency_id == agency_id,
        in_scope(scope),
        or_(Posting.end.is_(None), Posting.end > today),
    )


def count_certificates(session: Session, scope: AgencyScope, agency_id: int, today: date) -> int:
    """How many certificates of an agency's people wait for its lead."""
    statement = select(func.count(EvidenceFile.id)).where(
        EvidenceFile.state == FileState.WAITING,
        works_here(EvidenceFile.person_id, scope, agency_id, today),
    )
    return session.scalar(statement) or 0


def _waiting_rows() -> Select[*tuple[Any, ...]]:
    """Accepted and not complete, under the equivalence in force; not where the module was
    completed since by other means."""
    now_in_force = aliased(Equivalence)
    statement: Select[*tuple[Any, ...]] = (
        select(
            OutsideTraining.id,
            OutsideTraining.person_id,
            Person.full_name,
            OutsideTraining.module_id,
            Module.slug,
            Module.title,
            OutsideCourse.name,
            OutsideTraining.done_on,
            OutsideTraining.grade,
            now_in_force.topics,
            now_in_force.asks_quiz,
            now_in_force.valid_months,
        )
        .join(Person, Person.id == OutsideTraining.person_id)
        .join(Module, Module.id == OutsideTraining.module_id)
        .join(OutsideCourse, OutsideCourse.id == OutsideTraining.course_id)
        .join(
            now_in_force,
            (now_in_force.course_id == OutsideTraining.course_id)
            & (now_in_force.module_id == OutsideTraining.module_id)
            & (now_in_force.state == EquivalenceState.APPROVED),
        )
        .where(
            OutsideTraining.ended_on.is_(None),
            OutsideTraining.completion_id.is_(None),
            Person.status != PersonStatus.ERASED,
            ~exists().where(
                Holding.person_id == OutsideTraining.person_id,
                Holding.module_id == OutsideTraining.module_id,
                Holding.completed_on >= OutsideTraining.done_on,
            ),
        )
        .order_by(OutsideTraining.done_on.desc(), OutsideTraining.id.desc())
    )
    return statement


def _waiting(
    session: Session, statement: Select[*tuple[Any, ...]], today: date
) -> tuple[Waiting, ...]:
    """Rows whose course still counts on the day, the latest of each person and module alone."""
    found: dict[tuple[int, int], Waiting] = {}
    for row in session.execute(statement):
        values = list(row)
        values[9] = tuple(Taught(topic, level) for topic, level in row[9])
        one = Waiting(*values)
        if counts_on(one.done_on, one.valid_months, today):
            found.setdefault((one.person_id, one.module_id), one)
    return tuple(found.values())
