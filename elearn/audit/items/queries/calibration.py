"""How sure people were against how right they were, by agency, role, topic and level (C3.16)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, case, func, literal, select
from sqlalchemy.orm import Session

from elearn.audit.facts import Day, KnowledgeFact
from elearn.audit.items.facts import CalibrationFact, ItemFact
from elearn.audit.items.queries.first import first_answers, sure_columns, total
from elearn.audit.queries.coverage import counted_people
from elearn.audit.queries.rows import plain_rows
from elearn.domain.sums import GUESS
from elearn.models import Agency, StaffRole

Key = tuple[str, str, str, str]
SUMS = 12


def calibrations(session: Session, day: Day) -> list[CalibrationFact]:
    """A row for every row of knowledge, and the partnership's. Two statements."""
    present = {agency.agency for agency in day.facts.agencies}
    sums: dict[Key, list[int]] = defaultdict(lambda: [0] * SUMS)
    for key, numbers in _rows(session, day):
        if key[0] in present:
            for place in _with_totals(key):
                sums[place] = [a + b for a, b in zip(sums[place], numbers, strict=True)]
    people = _people(day.facts.of("knowledge"))
    return [
        CalibrationFact(*key, people.get(key, 0), *numbers) for key, numbers in sorted(sums.items())
    ]


def _people(knowledge: tuple[KnowledgeFact, ...]) -> dict[Key, int]:
    """How many people answered, as knowledge counts them: once per agency in the partnership."""
    return {(row.agency, row.role, row.topic, row.level): row.people for row in knowledge}


def _with_totals(key: Key) -> Iterator[Key]:
    """The row and the sums over levels and over agencies that it goes into. The partnership has
    no rows by role: they would be a second total of the same cells."""
    agency, role, topic, level = key
    for of_level in (level, ""):
        yield agency, role, topic, of_level
        if not role:
            yield "", "", topic, of_level


def _rows(session: Session, day: Day) -> Iterator[tuple[Key, list[int]]]:
    for statement in (_by_role(day), _by_agency(day)):
        for agency, role, topic, level, *numbers in plain_rows(session, statement):
            yield (agency, role, topic, level), numbers


def _by_role(day: Day) -> Select[Any]:
    held = counted_people(day.on, day.scope)
    answered = _by_person(day)
    role = StaffRole.code
    return (
        select(Agency.slug, role, answered.c.topic, answered.c.level, *_sums_of(answered))
        .select_from(answered)
        .join(held, held.c.person_id == answered.c.person_id)
        .join(Agency, Agency.id == held.c.agency_id)
        .join(StaffRole, StaffRole.id == held.c.role_id)
        .group_by(Agency.slug, role, answered.c.topic, answered.c.level)
    )


def _by_agency(day: Day) -> Select[Any]:
    rows = counted_people(day.on, day.scope)
    posted = select(rows.c.person_id, rows.c.agency_id).distinct().subquery("posted")
    answered = _by_person(day)
    return (
        select(Agency.slug, literal(""), answered.c.topic, answered.c.level, *_sums_of(answered))
        .select_from(answered)
        .join(posted, posted.c.person_id == answered.c.person_id)
        .join(Agency, Agency.id == posted.c.agency_id)
        .group_by(Agency.slug, answered.c.topic, answered.c.level)
    )


def _by_person(day: Day) -> Any:
    """Each person's answers of a topic and level, added up before they meet their posts."""
    rows = first_answers(day)
    wrong, safety = 1 - rows.c.was_right, rows.c.safety
    weight = case((rows.c.key.in_(_guessed(day)), GUESS // (rows.c.options - 1)), else_=0)
    columns = (
        func.count(),
        total(rows.c.was_right),
        total(weight * wrong),
        *sure_columns(rows, day.rules),
        total(safety),
        total(safety * rows.c.was_right),
    )
    named = [column.label(f"n{place}") for place, column in enumerate(columns)]
    keys = (rows.c.person_id, rows.c.topic, rows.c.level)
    return select(*keys, *named).group_by(*keys).subquery("by_person")


def _guessed(day: Day) -> list[str]:
    """The questions that are corrected for guessing."""
    items: tuple[ItemFact, ...] = day.facts.of("item")
    return [item.item for item in items if item.options > 1]


def _sums_of(answered: Any) -> list[Any]:
    return [total(answered.c[f"n{place}"]) for place in range(SUMS)]
