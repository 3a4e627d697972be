"""Coverage counted from the events, as at any day (audit-method C3.1-4, C13 Counting)."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, literal, select
from sqlalchemy.orm import Session

from elearn.audit.facts import CoverageFact
from elearn.audit.queries.changes import last_changes, trained_since
from elearn.audit.queries.rows import plain_rows
from elearn.domain.coverage import RuleSet
from elearn.domain.standing import Standing
from elearn.models import Agency, Module, StaffRole
from elearn.records.asked import asked, latest_completions
from elearn.records.sql import standing_of

IN_DATE = [Standing.IN_DATE.value, Standing.DUE_SOON.value]
NEVER_EXPIRES = 90_000  # months; stands for "no refresher" where the strictest rule is picked


def counted(on: date) -> Subquery:
    """Who counts on a day: what is asked of people neither in grace nor long away."""
    rows = asked(on)
    return select(rows).where(~rows.c.in_grace, ~rows.c.away).subquery("counted")


def cell_counts(session: Session, on: date, rules: RuleSet) -> list[CoverageFact]:
    """Counts by agency x role x module: a person counts once per role held there."""
    rows = counted(on)
    keys = (rows.c.person_id, rows.c.agency_id, rows.c.module_id, rows.c.role_id)
    held = _held(rows, keys, on, rules)
    statement = (
        select(Agency.slug, StaffRole.code, Module.slug, *_tally(held))
        .select_from(held)
        .join(Agency, Agency.id == held.c.agency_id)
        .join(StaffRole, StaffRole.id == held.c.role_id)
        .join(Module, Module.id == held.c.module_id)
        .group_by(Agency.slug, StaffRole.code, Module.slug)
    )
    return [_ungraded(row) for row in plain_rows(session, statement)]


def agency_counts(session: Session, on: date, rules: RuleSet) -> list[CoverageFact]:
    """Counts by agency x module: a person counts once, by the strictest refresher among the roles
    they hold there."""
    rows = counted(on)
    keys = (rows.c.person_id, rows.c.agency_id, rows.c.module_id)
    held = _held(rows, keys, on, rules)
    statement = (
        select(Agency.slug, literal(""), Module.slug, *_tally(held))
        .select_from(held)
        .join(Agency, Agency.id == held.c.agency_id)
        .join(Module, Module.id == held.c.module_id)
        .group_by(Agency.slug, Module.slug)
    )
    return [_ungraded(row) for row in plain_rows(session, statement)]


def _ungraded(row: tuple[Any, ...]) -> CoverageFact:
    values = [*row[:-1], None, "", row[-1]]
    return CoverageFact(*values)


def _held(
    rows: Subquery, keys: tuple[ColumnElement[int], ...], on: date, rules: RuleSet
) -> Subquery:
    """One row per key with its standing on the day."""
    strictest = func.min(func.coalesce(rows.c.refresh_months, NEVER_EXPIRES))
    due = select(*keys, strictest.label("months")).group_by(*keys).subquery("due")
    latest = latest_completions(on)
    months = func.nullif(due.c.months, NEVER_EXPIRES)
    standing = standing_of(latest.c.completed_on, months, on, due_soon_days=rules.due_soon_days)
    changed = last_changes(on)
    since = trained_since(latest, changed, on)
    return (
        select(
            *(due.c[str(key.key)] for key in keys),
            standing.label("standing"),
            since.label("since"),
        )
        .select_from(due)
        .outerjoin(
            latest,
            (latest.c.person_id == due.c.person_id) & (latest.c.module_id == due.c.module_id),
        )
        .outerjoin(changed, changed.c.module_id == due.c.module_id)
        .subquery("held")
    )


def _tally(held: Subquery) -> tuple[ColumnElement[int], ...]:
    """In scope, in date (due soon is part of it), due soon, expired, never; of those in date, who
    was trained since the last material change."""

    def number(*standings: Standing) -> ColumnElement[int]:
        chosen = [one.value for one in standings]
        return func.sum(case((held.c.standing.in_(chosen), 1), else_=0))

    return (
        func.count(),
        number(Standing.IN_DATE, Standing.DUE_SOON),
        number(Standing.DUE_SOON),
        number(Standing.EXPIRED),
        number(Standing.NEVER),
        func.sum(case((held.c.standing.in_(IN_DATE) & (held.c.since == 1), 1), else_=0)),
    )
