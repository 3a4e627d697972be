"""The requirement matrix of one agency on one day, with the dates that decide a standing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import CTE, Date, Integer, column, or_, select, values
from sqlalchemy.orm import Session

from elearn.domain.dates import earliest_in_date, earliest_not_due_soon
from elearn.models import Level, Module, Need, StaffRole
from elearn.records.asked import published_by, rules_in_force


@dataclass(frozen=True, slots=True)
class Rule:
    """A module that a role is required to hold. ``refresh_months`` is the requirement's, else that
    of the module's version of the day; ``reason`` is given where it is the agency's own rule."""

    role_id: int
    role_code: str
    role_name: str
    module_id: int
    module_slug: str
    module_code: str
    module_title: str
    level: Level
    start: date
    grace_days: int
    refresh_months: int | None
    reason: str


def rules_of(session: Session, agency_id: int, on: date) -> tuple[Rule, ...]:
    """What each role is required to hold in an agency on a day: its own rule before everybody's,
    published modules only (as ``records.asked`` has it), by role and module."""
    rules, published = rules_in_force(on), published_by(on)
    statement = (
        select(
            rules.c.agency_id,
            rules.c.need,
            StaffRole.id,
            StaffRole.code,
            StaffRole.name,
            Module.id,
            Module.slug,
            Module.code,
            Module.title,
            Module.level,
            rules.c.start,
            rules.c.grace_days,
            rules.c.refresh_months,
            published.c.refresh_months,
            rules.c.reason,
        )
        .join(StaffRole, StaffRole.id == rules.c.role_id)
        .join(Module, Module.id == rules.c.module_id)
        .join(published, published.c.module_id == Module.id)
        .where(or_(rules.c.agency_id.is_(None), rules.c.agency_id == agency_id))
        .order_by(StaffRole.id, Module.code, Module.id, rules.c.agency_id.is_not(None))
    )
    decisive: dict[tuple[int, int], Sequence[Any]] = {}
    for row in session.execute(statement):
        decisive[row[2], row[5]] = row  # the agency's own row comes last
    return tuple(_rule(row) for row in decisive.values() if row[1] == Need.REQUIRED)


def _rule(row: Sequence[Any]) -> Rule:
    own_months, module_months, reason = row[12:15]
    months = module_months if own_months is None else own_months
    facts: Sequence[Any] = (*row[2:12], months, reason if row[0] is not None else "")
    return Rule(*facts)


def dated_rules(rules: Iterable[Rule], on: date) -> CTE:
    """The rules as rows a statement can join: ``started_by`` is the last day on which a posting
    may have begun to be past its grace; a completion from ``in_date_from`` on is in date, from
    ``safe_from`` on for more than 60 days. So each row is judged by comparing days, and no
    calendar arithmetic is done for every person."""
    columns = (
        column("role_id", Integer),
        column("module_id", Integer),
        column("started_by", Date),
        column("in_date_from", Date),
        column("safe_from", Date),
    )
    rows = [
        (
            rule.role_id,
            rule.module_id,
            on - timedelta(days=rule.grace_days),
            earliest_in_date(on, rule.refresh_months),
            earliest_not_due_soon(on, rule.refresh_months),
        )
        for rule in rules
    ]
    return values(*columns, name="rule").data(rows).cte("rule")
