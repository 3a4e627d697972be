"""How sure people were against how right they were, by agency, role, topic and level (C3.16)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from elearn.audit.facts import Day, KnowledgeFact
from elearn.audit.items.facts import CalibrationFact, ItemFact
from elearn.audit.queries.coverage import counted_people
from elearn.audit.queries.first import first_answers, sure_columns, total
from elearn.audit.queries.rows import plain_rows
from elearn.domain.sums import GUESS
from elearn.models import Agency, StaffRole

Key = tuple[str, str, str, str]
SUMS = 12


def calibrations(session: Session, day: Day) -> list[CalibrationFact]:
    """A row for every row of knowledge, and the partnership's. Two statements: whoever holds one
    role in an agency counts there as in the role, as knowledge counts."""
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
    for agency, role, several, topic, level, *numbers in plain_rows(
        session, _by_role(session, day)
    ):
        yield (agency, role, topic, level), numbers
        if not several:
            yield (agency, "", topic, level), numbers
    for agency, topic, level, *numbers in plain_rows(session, _of_several_roles(session, day)):
        yield (agency, "", topic, level), numbers


def _by_role(session: Session, day: Day) -> Select[Any]:
    """Agency, role, whether the people hold several roles there, topic, level and the sums."""
    held = counted_people(day.on, day.scope)
    answered = _by_person(session, day)
    several = case((held.c.roles > 1, 1), else_=0)
    keys = (held.c.agency_id, held.c.role_id, several, answered.c.topic, answered.c.level)
    found = (
        select(*keys[:2], several.label("several"), *keys[3:], *_sums_of(answered))
        .select_from(answered)
        .join(held, held.c.person_id == answered.c.person_id)
        .group_by(*keys)
        .subquery("found")
    )
    return (
        select(Agency.slug, StaffRole.code, *list(found.c)[2:])
        .join(Agency, Agency.id == found.c.agency_id)
        .join(StaffRole, StaffRole.id == found.c.role_id)
    )


def _of_several_roles(session: Session, day: Day) -> Select[Any]:
    """Agency, topic, level and the sums, of people with several roles there, each once."""
    held = counted_people(day.on, day.scope)
    posted = (
        select(held.c.person_id, held.c.agency_id)
        .where(held.c.roles > 1)
        .distinct()
        .cte("of_several")
        .prefix_with("MATERIALIZED")
    )
    answered = _by_person(session, day, among=select(posted.c.person_id))
    found = (
        select(posted.c.agency_id, answered.c.topic, answered.c.level, *_sums_of(answered))
        .select_from(answered)
        .join(posted, posted.c.person_id == answered.c.person_id)
        .group_by(posted.c.agency_id, answered.c.topic, answered.c.level)
        .subquery("found")
    )
    return select(Agency.slug, *list(found.c)[1:]).join(Agency, Agency.id == found.c.agency_id)


def _by_person(session: Session, day: Day, among: Select[Any] | None = None) -> Any:
    """Each person's answers of a topic and level, added up before they meet their posts."""
    rows = first_answers(session, day.on, day.rules, day.scope)
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
    chosen = select(*keys, *named).group_by(*keys)
    if among is not None:
        chosen = chosen.where(rows.c.person_id.in_(among))
    return chosen.subquery("by_person")


def _guessed(day: Day) -> list[str]:
    """The questions that are corrected for guessing."""
    items: tuple[ItemFact, ...] = day.facts.of("item")
    return [item.item for item in items if item.options > 1]


def _sums_of(answered: Any) -> list[Any]:
    return [total(answered.c[f"n{place}"]).label(f"s{place}") for place in range(SUMS)]
