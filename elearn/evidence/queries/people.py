"""Reads of an agency's people, for matching the lines of a file, and what is on their record."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Integer, cast, null, select, union_all
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.evidence.plan import Known
from elearn.models import (
    Completion,
    OutsideTraining,
    Person,
    PersonStatus,
    Revocation,
    StaffNumber,
)
from elearn.records.elsewhere import works_here


def people_here(
    session: Session, scope: AgencyScope, agency_id: int, today: date
) -> tuple[Known, ...]:
    """Everybody in scope with a posting in the agency that has not ended."""
    statement = (
        select(Person.id, Person.full_name, Person.email, StaffNumber.value)
        .outerjoin(
            StaffNumber,
            (StaffNumber.person_id == Person.id) & (StaffNumber.agency_id == agency_id),
        )
        .where(
            works_here(Person.id, scope, agency_id, today),
            Person.status != PersonStatus.ERASED,
        )
        .order_by(Person.id, StaffNumber.id)
    )
    numbers: dict[int, list[str]] = defaultdict(list)
    people: dict[int, tuple[str, str | None]] = {}
    for person_id, name, email, number in session.execute(statement):
        people[person_id] = name, email
        numbers[person_id] += [number] if number else []
    return tuple(
        Known(person_id, name, tuple(numbers[person_id]), email)
        for person_id, (name, email) in people.items()
    )


def on_record(
    session: Session, scope: AgencyScope, agency_id: int, today: date
) -> set[tuple[int, int, int | None, date]]:
    """What these people have: ``(person, module, None, day)`` for each completion that counts, and
    the course in the third place for outside training that stands."""
    done = (
        select(
            Completion.person_id,
            Completion.module_id,
            cast(null(), Integer).label("course_id"),
            Completion.completed_on,
        )
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(
            works_here(Completion.person_id, scope, agency_id, today),
            Revocation.completion_id.is_(None),
        )
    )
    outside = select(
        OutsideTraining.person_id,
        OutsideTraining.module_id,
        OutsideTraining.course_id,
        OutsideTraining.done_on,
    ).where(
        works_here(OutsideTraining.person_id, scope, agency_id, today),
        OutsideTraining.ended_on.is_(None),
    )
    return {
        (person_id, module_id, course_id, day)
        for person_id, module_id, course_id, day in session.execute(union_all(done, outside))
    }
