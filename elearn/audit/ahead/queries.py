"""Reads when what is in date expires, and the looks of editions that are near."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Subquery, extract, func, select, union_all
from sqlalchemy.orm import Session

from elearn.audit.ahead.facts import AheadFact
from elearn.audit.queries.coverage import NEVER_EXPIRES, counted
from elearn.audit.queries.rows import plain_rows
from elearn.domain.audit_scope import AuditScope
from elearn.models import Agency, Audit, AuditAhead, AuditState, Module
from elearn.records.census import Thresholds, last_done, thresholds

SEALED = (AuditState.FROZEN, AuditState.PUBLISHED, AuditState.RESTATED)

Ending = tuple[str, str, int, int, int | None, int]


def endings(session: Session, on: date) -> Iterator[Ending]:
    """Agency, module, year and month of completion, months until the refresher (None: never) and
    how many people in date have these: each once in an agency, by the strictest refresher among
    their roles there, as coverage counts them. Three statements."""
    limits = thresholds(session, on, due_soon_days=0)
    rows = counted(on)
    keys = (rows.c.agency_id, rows.c.module_id, rows.c.person_id)
    months = func.coalesce(rows.c.refresh_months, NEVER_EXPIRES)
    once = select(*keys, months.label("months")).where(rows.c.roles == 1)
    several = (
        select(*keys, func.min(months).label("months")).where(rows.c.roles > 1).group_by(*keys)
    )
    held = union_all(once, several).subquery("held")
    for agency, module, year, month, lasts, number in plain_rows(
        session, _by_month(held, limits, on)
    ):
        yield agency, module, year, month, None if lasts == NEVER_EXPIRES else lasts, number


def _by_month(held: Subquery, limits: Thresholds, on: date) -> Select[Any]:
    done = last_done(on)
    day = done.c.completed_on
    found = (
        select(
            held.c.agency_id,
            held.c.module_id,
            extract("year", day).label("year"),
            extract("month", day).label("month"),
            held.c.months,
            func.count().label("number"),
        )
        .join(done, (done.c.person_id == held.c.person_id) & (done.c.module_id == held.c.module_id))
        .where(day >= limits.in_date_from(held.c.months))
        .group_by(
            held.c.agency_id,
            held.c.module_id,
            extract("year", day),
            extract("month", day),
            held.c.months,
        )
        .subquery("found")
    )
    return (
        select(Agency.slug, Module.slug, *list(found.c)[2:])
        .join(Agency, Agency.id == found.c.agency_id)
        .join(Module, Module.id == found.c.module_id)
    )


def looks_between(
    session: Session, first: date, last: date, *, before: datetime | None
) -> dict[date, tuple[AheadFact, ...]]:
    """The looks of whole editions that were counted on a day from ``first`` to ``last``, and frozen
    before a moment if one is given: by that day, of each day those frozen first."""
    statement = (
        select(
            Audit.id,
            Audit.scope,
            AuditAhead.module,
            AuditAhead.quarter,
            AuditAhead.number,
            AuditAhead.most,
            AuditAhead.counted_on,
        )
        .join(Audit, Audit.id == AuditAhead.audit_id)
        .where(Audit.state.in_(SEALED), AuditAhead.counted_on.between(first, last))
        .order_by(Audit.frozen_at, Audit.id, AuditAhead.module, AuditAhead.quarter)
    )
    if before is not None:
        statement = statement.where(Audit.frozen_at < before)
    found: dict[tuple[date, int], list[AheadFact]] = defaultdict(list)
    for number, scope, *values in plain_rows(session, statement):
        fact = AheadFact(*values)
        if AuditScope.from_dict(scope).is_whole:
            found[fact.counted_on, number].append(fact)
    looks: dict[date, tuple[AheadFact, ...]] = {}
    for (day, _number), facts in found.items():
        looks.setdefault(day, tuple(facts))
    return looks
