"""What the reliability of a quiz or check is worked out of (C3.7)."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.items.facts import CheckFact
from elearn.audit.queries.first import first_answers, total, with_attempts
from elearn.audit.queries.rows import plain_rows
from elearn.models import Module, ModuleVersion


def checks(session: Session, day: Day) -> list[CheckFact]:
    """A row for each version and number of questions asked together. Two statements."""
    rows = first_answers(session, day.on, day.rules, day.scope)
    attempts = (
        select(
            rows.c.attempt_id,
            rows.c.version_id,
            func.count().label("asked"),
            total(rows.c.was_right).label("known"),
        )
        .group_by(rows.c.attempt_id, rows.c.version_id)
        .subquery("attempts")
    )
    each = with_attempts(rows)
    by_form = (attempts.c.version_id, attempts.c.asked)
    totals = (
        select(
            *by_form,
            Module.slug,
            ModuleVersion.number,
            func.count(),
            total(attempts.c.known),
            total(attempts.c.known * attempts.c.known),
        )
        .join(ModuleVersion, ModuleVersion.id == attempts.c.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .group_by(*by_form, Module.slug, ModuleVersion.number)
    )
    items = select(each.c.version_id, each.c.asked, func.count(), total(each.c.was_right)).group_by(
        each.c.version_id, each.c.asked, each.c.item_id
    )
    drawn: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for version_id, asked, answers, right in plain_rows(session, items):
        drawn[version_id, asked].append((answers, right))
    return [
        CheckFact(
            slug,
            number,
            asked,
            len(drawn[version_id, asked]),
            people,
            sum(right * (answers - right) for answers, right in drawn[version_id, asked]),
            known,
            squares,
        )
        for version_id, asked, slug, number, people, known, squares in plain_rows(session, totals)
    ]
