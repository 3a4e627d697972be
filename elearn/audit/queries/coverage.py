"""Coverage counted from the events, as at any day (audit-method C3.1-4, C13 Counting)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, case, func, or_, select, true
from sqlalchemy.orm import Session

from elearn.audit.facts import CoverageFact
from elearn.audit.queries.changes import changed_modules, trained_since_change
from elearn.audit.queries.rows import plain_rows
from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet
from elearn.domain.standing import Standing
from elearn.models import Agency, Area, Module, StaffRole
from elearn.records.asked import asked
from elearn.records.census import Thresholds, due, in_scope, last_done, thresholds

IN_DATE = [Standing.IN_DATE.value, Standing.DUE_SOON.value]
NEVER_EXPIRES = 90_000  # months; stands for "no refresher" where the strictest rule is picked
Numbers = tuple[int, ...]


def counted(on: date, scope: AuditScope = WHOLE) -> Subquery:
    """Who counts on a day, once a role they hold: what is asked, within the scope, of people
    neither in grace nor long away. The columns of ``records.census.due``."""
    rows = due(on)
    return select(rows).where(_inside(rows, scope)).subquery("counted")


def counted_people(on: date, scope: AuditScope = WHOLE) -> Subquery:
    """Everybody of whom anything counts on the day, once a role they hold: ``person_id, agency_id,
    role_id, roles``."""
    return in_scope(on, asked_of=lambda rows: _inside(rows, scope))


def counted_postings(on: date, scope: AuditScope = WHOLE) -> Subquery:
    """The same by posting, with the columns of ``records.asked.asked``: for following people from
    one day to another. Slower, and a person may hold a role in two postings."""
    rows = asked(on)
    chosen = select(rows).where(~rows.c.in_grace, ~rows.c.away, _inside(rows, scope))
    return chosen.subquery("counted_postings")


def _inside(rows: FromClause, scope: AuditScope) -> ColumnElement[bool]:
    """The condition that what is asked lies in the scope; nothing where it limits nothing."""
    inside: ColumnElement[bool] = true()
    if scope.agencies:
        named = select(Agency.id).where(Agency.slug.in_(scope.agencies))
        inside &= rows.c.agency_id.in_(named)
    if scope.areas:
        there = select(Agency.id).join(Area, Area.id == Agency.area_id)
        inside &= rows.c.agency_id.in_(there.where(Area.slug.in_(scope.areas)))
    if scope.roles:
        roles = select(StaffRole.id).where(StaffRole.code.in_(scope.roles))
        inside &= rows.c.role_id.in_(roles)
    if scope.modules:
        modules = select(Module.id).where(Module.slug.in_(scope.modules))
        inside &= rows.c.module_id.in_(modules)
    return inside


@dataclass(frozen=True, slots=True)
class CoverageCounts:
    """Rows of a day, without a grade yet. ``cells``: by agency x role x module, where a person
    counts once per role held there. ``by_module``: by agency x module, where a person counts once,
    by the strictest refresher among those roles."""

    cells: list[CoverageFact]
    by_module: list[CoverageFact]


def coverage_counts(
    session: Session, on: date, rules: RuleSet, scope: AuditScope = WHOLE
) -> CoverageCounts:
    """Both, in two statements over people and three small ones, whatever the size.

    Whoever holds one role in an agency, nearly everybody, counts there as in the role's cell; only
    the others are looked at person by person.
    """
    day = _Day(
        on=on,
        scope=scope,
        limits=thresholds(session, on, due_soon_days=rules.due_soon_days),
        changed=changed_modules(session, on),
    )
    cells: dict[tuple[str, ...], Numbers] = {}
    totals: dict[tuple[str, ...], Numbers] = {}
    for agency, role, module, several, *numbers in plain_rows(session, _by_role(day)):
        _add(cells, (agency, role, module), numbers)
        if not several:
            _add(totals, (agency, "", module), numbers)
    for agency, module, *numbers in plain_rows(session, _of_several_roles(day)):
        _add(totals, (agency, "", module), numbers)
    return CoverageCounts(
        *([_ungraded(key, sums[key]) for key in sorted(sums)] for sums in (cells, totals))
    )


def _add(sums: dict[tuple[str, ...], Numbers], key: tuple[str, ...], more: list[int]) -> None:
    before = sums.get(key, (0,) * len(more))
    sums[key] = tuple(map(add, before, more))


def _ungraded(key: tuple[str, ...], numbers: Numbers) -> CoverageFact:
    agency, role, module = key
    in_scope, in_date, due_soon, expired, never, since = numbers
    return CoverageFact(
        agency, role, module, in_scope, in_date, due_soon, expired, never, None, "", since
    )


@dataclass(frozen=True, slots=True)
class _Day:
    """What every statement of a count is given; ``changed`` are the modules that ever changed."""

    on: date
    scope: AuditScope
    limits: Thresholds
    changed: frozenset[int]


def _by_role(day: _Day) -> Select[Any]:
    """Agency, role, module, whether the people hold several roles there, and the six numbers."""
    rows = counted(day.on, day.scope)
    several = case((rows.c.roles > 1, 1), else_=0).label("several")
    months = rows.c.refresh_months
    keys = (rows.c.agency_id, rows.c.role_id, rows.c.module_id, several)
    limits = (day.limits.in_date_from(months), day.limits.not_due_soon_from(months))
    found = _tallied(rows, keys, limits, day)
    return (
        select(Agency.slug, StaffRole.code, Module.slug, *list(found.c)[3:])
        .join(Agency, Agency.id == found.c.agency_id)
        .join(StaffRole, StaffRole.id == found.c.role_id)
        .join(Module, Module.id == found.c.module_id)
    )


def _of_several_roles(day: _Day) -> Select[Any]:
    """Agency, module and the six numbers, of people with several roles there, each once."""
    every = counted(day.on, day.scope)
    keys = (every.c.person_id, every.c.agency_id, every.c.module_id)
    months = every.c.refresh_months
    rows = (
        select(
            *keys,
            func.max(day.limits.in_date_from(months)).label("in_date_from"),
            func.max(day.limits.not_due_soon_from(months)).label("not_due_soon_from"),
        )
        .where(every.c.roles > 1)
        .group_by(*keys)
        .subquery("strictest")
    )
    limits = (rows.c.in_date_from, rows.c.not_due_soon_from)
    found = _tallied(rows, (rows.c.agency_id, rows.c.module_id), limits, day)
    return (
        select(Agency.slug, Module.slug, *list(found.c)[2:])
        .join(Agency, Agency.id == found.c.agency_id)
        .join(Module, Module.id == found.c.module_id)
    )


def _tallied(
    rows: Subquery,
    keys: Sequence[ColumnElement[Any]],
    limits: tuple[ColumnElement[date], ColumnElement[date]],
    day: _Day,
) -> Subquery:
    """The keys; in scope, in date (due soon is part of it), due soon, expired, never; and of those
    in date, who was trained since the last material change."""
    in_date_from, not_due_soon_from = limits
    done = last_done(day.on)
    source = rows.outerjoin(done, _same(done, rows))
    completed = done.c.completed_on
    in_date = completed >= in_date_from
    since: ColumnElement[bool] = in_date
    if day.changed:
        trained = trained_since_change(day.on, day.changed)
        source = source.outerjoin(trained, _same(trained, rows))
        unchanged = rows.c.module_id.not_in(day.changed)
        since = in_date & or_(unchanged, trained.c.person_id.is_not(None))
    numbers = (
        ("in_scope", func.count()),
        ("in_date", _number(in_date)),
        ("due_soon", _number(in_date & (completed < not_due_soon_from))),
        ("expired", _number(completed < in_date_from)),
        ("never", _number(completed.is_(None))),
        ("since_change", _number(since)),
    )
    return (
        select(*keys, *(number.label(name) for name, number in numbers))
        .select_from(source)
        .group_by(*keys)
        .subquery("found")
    )


def _same(one: Subquery, rows: Subquery) -> ColumnElement[bool]:
    return (one.c.person_id == rows.c.person_id) & (one.c.module_id == rows.c.module_id)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
