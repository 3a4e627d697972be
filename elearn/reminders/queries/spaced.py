"""Who is to be asked again about a module they completed here, and what they answered before."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from elearn.domain.dates import add_months
from elearn.domain.spaced import A_LETTER_EVERY, LATEST, due_now
from elearn.models import (
    Absence,
    Answer,
    Attempt,
    Grade,
    Holding,
    Item,
    Person,
    PersonStatus,
    Posting,
    SpacedCheck,
    SpacedStop,
    UndeliveredAddress,
)
from elearn.records.asked import in_force
from elearn.records.many import in_parts

MONTHS_DIFFER = timedelta(days=3)  # 31 January and three months is 30 April


@dataclass(frozen=True, slots=True)
class Again:
    """A completion that somebody is to be asked about again, after so many months. ``language`` is
    what they chose to read."""

    person_id: int
    name: str
    email: str
    module_id: int
    completion_id: int
    completed_on: date
    months: int
    language: str = ""

    @property
    def due_on(self) -> date:
        return add_months(self.completed_on, self.months)


def to_ask(
    session: Session,
    months: Sequence[int],
    *,
    now: datetime,
    today: date,
    after: int = 0,
    most: int | None = None,
) -> tuple[Again, ...]:
    """One module each of the people who are to be asked today, by number above ``after``: what
    fell due first. Never of modules completed elsewhere: those were not taught here."""
    if not months:
        return ()
    rows = session.execute(
        select(
            Person.id,
            Person.full_name,
            Person.email,
            Holding.module_id,
            Holding.completion_id,
            Holding.completed_on,
            Person.language,
        )
        .join(Holding, Holding.person_id == Person.id)
        .where(
            Person.id > after,
            Holding.grade == Grade.HERE,
            or_(*(_fell_due(one, today) for one in months)),
            ~exists().where(
                SpacedCheck.person_id == Person.id, SpacedCheck.written_at > now - A_LETTER_EVERY
            ),
            *_may_be_asked(today),
        )
        .order_by(Person.id, Holding.completed_on, Holding.module_id)
    ).all()
    told = _told(session, [row.completion_id for row in rows])
    found: dict[int, Again] = {}
    for row in rows:
        due = due_now(row.completed_on, months, today)
        if due is None or (row.completion_id, due) in told:
            continue
        again = Again(
            row.id, row.full_name, row.email or "", row.module_id, row.completion_id,
            row.completed_on, due, row.language,
        )  # fmt: skip
        found.setdefault(row.id, again)
        if most is not None and len(found) == most:
            break
    return tuple(found.values())


def _fell_due(months: int, today: date) -> ColumnElement[bool]:
    """Roughly; the days are counted exactly afterwards."""
    return Holding.completed_on.between(
        add_months(today - LATEST, -months) - MONTHS_DIFFER,
        add_months(today, -months) + MONTHS_DIFFER,
    )


def _may_be_asked(today: date) -> tuple[ColumnElement[bool], ...]:
    """People who work here today, are not away, can be reached and have not said that they want
    none of these letters."""
    return (
        Person.status == PersonStatus.ACTIVE,
        Person.email.is_not(None),
        _works(today),
        ~exists().where(
            Absence.person_id == Person.id, in_force(Absence.start, Absence.end, today)
        ),
        ~exists().where(SpacedStop.person_id == Person.id),
        ~exists().where(
            and_(
                UndeliveredAddress.person_id == Person.id,
                UndeliveredAddress.address == Person.email,
            )
        ),
    )


def _works(today: date) -> ColumnElement[bool]:
    return exists().where(
        Posting.person_id == Person.id, in_force(Posting.start, Posting.end, today)
    )


def _told(session: Session, completion_ids: Collection[int]) -> set[tuple[int, int]]:
    told: set[tuple[int, int]] = set()
    for some in in_parts(sorted(completion_ids)):
        statement = select(SpacedCheck.completion_id, SpacedCheck.after_months).where(
            SpacedCheck.completion_id.in_(some)
        )
        told |= {(row[0], row[1]) for row in session.execute(statement)}
    return told


def answered_by(session: Session, person_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The keys of every question each of these people ever answered."""
    statement = (
        select(Attempt.person_id, Item.key)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .join(Item, Item.id == Answer.item_id)
        .where(Attempt.person_id.in_(person_ids))
        .distinct()
    )
    found: dict[int, set[str]] = defaultdict(set)
    for person_id, key in session.execute(statement):
        found[person_id].add(key)
    return {person_id: frozenset(keys) for person_id, keys in found.items()}


def unwanted_among(session: Session, letter_ids: Collection[int], *, today: date) -> set[int]:
    """Which of these letters ask five questions that are not to be asked any more: their reader
    works nowhere, or stopped them meanwhile. Any other letter is none of them."""
    reads_on = exists().where(
        Person.id == SpacedCheck.person_id,
        _works(today),
        ~exists().where(SpacedStop.person_id == Person.id),
    )
    statement = select(SpacedCheck.letter_id).where(
        SpacedCheck.letter_id.in_(letter_ids), ~reads_on
    )
    return {one for one in session.scalars(statement) if one is not None}
