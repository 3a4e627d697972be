"""Who came into date and who fell out of it between two days, of those in scope on both (C13)."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select
from sqlalchemy.orm import Session

from elearn.audit.plan.cell import CellOf
from elearn.audit.queries.coverage import IN_DATE, NEVER_EXPIRES, counted
from elearn.audit.queries.rows import plain_rows
from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet
from elearn.domain.plan import Flows
from elearn.models import Agency, Module, StaffRole
from elearn.records.asked import latest_completions
from elearn.records.sql import standing_of

Place = tuple[str, str, str]  # agency, role (blank: a person once whatever the roles), module


def flows(
    session: Session,
    *,
    since: date,
    on: date,
    rules: RuleSet,
    agencies: Collection[str],
    by_role: bool,
    scope: AuditScope = WHOLE,
) -> dict[Place, Flows]:
    """By agency and module, or by role besides. ``agencies`` empty: all of them."""
    before, after = (_held(day, rules, scope, by_role=by_role) for day in (since, on))
    keys = ("person_id", "agency_id", "module_id", *(("role_id",) if by_role else ()))
    same = [before.c[key] == after.c[key] for key in keys]
    role: ColumnElement[str] = StaffRole.code.expression if by_role else literal("")
    statement = (
        select(
            Agency.slug,
            role,
            Module.slug,
            _number((before.c.ready == 0) & (after.c.ready == 1)),
            _number((before.c.ready == 1) & (after.c.ready == 0)),
        )
        .select_from(before)
        .join(after, and_(*same))
        .join(Agency, Agency.id == after.c.agency_id)
        .join(Module, Module.id == after.c.module_id)
        .group_by(Agency.slug, Module.slug)
    )
    if by_role:
        statement = statement.join(StaffRole, StaffRole.id == after.c.role_id).group_by(
            StaffRole.code
        )
    if agencies:
        statement = statement.where(Agency.slug.in_(sorted(agencies)))
    return {
        (agency, code, module): Flows(gained, lost)
        for agency, code, module, gained, lost in plain_rows(session, statement)
    }


def flows_of(cell: CellOf, found: Mapping[Place, Flows], agencies: Collection[str]) -> Flows:
    """The flows of a cell: over its agencies and modules. ``agencies`` are those of its area."""
    own = [
        one
        for (agency, role, module), one in found.items()
        if role == cell.role
        and cell.module in ("", module)
        and (agency in agencies if cell.area else cell.agency in ("", agency))
    ]
    return Flows(sum(one.gained for one in own), sum(one.lost for one in own))


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _held(on: date, rules: RuleSet, scope: AuditScope, *, by_role: bool) -> Subquery:
    """One row a person, agency and module (and role): whether in date on the day, by the strictest
    refresher that applies."""
    rows = counted(on, scope)
    keys = [rows.c.person_id, rows.c.agency_id, rows.c.module_id]
    if by_role:
        keys.append(rows.c.role_id)
    strictest = func.min(func.coalesce(rows.c.refresh_months, NEVER_EXPIRES))
    due = select(*keys, strictest.label("months")).group_by(*keys).subquery("due")
    latest = latest_completions(on)
    standing = standing_of(
        latest.c.completed_on,
        func.nullif(due.c.months, NEVER_EXPIRES),
        on,
        due_soon_days=rules.due_soon_days,
    )
    ready = case((standing.in_(IN_DATE), 1), else_=0)
    return (
        select(*(due.c[str(key.key)] for key in keys), ready.label("ready"))
        .select_from(due)
        .outerjoin(
            latest,
            (latest.c.person_id == due.c.person_id) & (latest.c.module_id == due.c.module_id),
        )
        .subquery()
    )
