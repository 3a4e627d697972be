"""What a line of the matrix would do before it is set: everybody's duty without it and with it."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    func,
    literal,
    not_,
    select,
    union_all,
)

from elearn.domain.requirements import Duty, Line
from elearn.domain.standing import Standing
from elearn.models import Requirement
from elearn.records.asked import asked, latest_completions, rules_in_force
from elearn.records.sql import standing_of

NEVER_EXPIRES = 90_000  # months; stands for "no refresher" where the strictest rule is picked
KEPT = (
    *("agency_id", "role_id", "module_id", "need"),
    *("start", "grace_days", "refresh_months", "reason"),
)


def rules_with(line: Line, on: date) -> FromClause:
    """The matrix of a day (as ``rules_in_force``) as it would be if ``line`` held on it."""
    rules = rules_in_force(on)
    same = and_(
        rules.c.agency_id.is_not_distinct_from(literal(line.agency_id, Integer())),
        rules.c.role_id == line.role_id,
        rules.c.module_id == line.module_id,
    )
    others = select(*(rules.c[name] for name in KEPT)).where(not_(same))
    if line.need is None:
        return others.subquery("rules_without")
    return union_all(others, _as_row(line)).subquery("rules_with")


def _as_row(line: Line) -> Select[*tuple[Any, ...]]:
    values: tuple[ColumnElement[Any], ...] = (
        literal(line.agency_id, Integer()),
        literal(line.role_id, Integer()),
        literal(line.module_id, Integer()),
        literal(line.need, Requirement.need.type),
        literal(line.start, Date()),
        literal(line.grace_days, Integer()),
        literal(line.refresh_months, Integer()),
        literal(line.reason, String()),
    )
    return select(*(value.label(name) for value, name in zip(values, KEPT, strict=True)))


def duties(on: date, module_id: int, *, rules: FromClause | None = None) -> Subquery:
    """``person_id, agency_id, duty`` of everybody who is asked for a module on a day: once for
    each agency, by the strictest of what their roles there ask. People long away are left out, as
    an audit leaves them out; somebody in date is in date, in grace or not."""
    rows = asked(on, rules=rules)
    months = func.coalesce(rows.c.refresh_months, NEVER_EXPIRES)
    counted = case((~rows.c.in_grace, months))
    per = (
        select(
            rows.c.person_id,
            rows.c.agency_id,
            rows.c.module_id,
            func.count(counted).label("counted"),
            func.coalesce(func.min(counted), func.min(months)).label("months"),
        )
        .where(rows.c.module_id == module_id, ~rows.c.away)
        .group_by(rows.c.person_id, rows.c.agency_id, rows.c.module_id)
        .subquery("per")
    )
    latest = latest_completions(on)
    standing = standing_of(latest.c.completed_on, func.nullif(per.c.months, NEVER_EXPIRES), on)
    met = standing.in_([Standing.IN_DATE.value, Standing.DUE_SOON.value])
    return (
        select(per.c.person_id, per.c.agency_id, _duty(met, per.c.counted > 0).label("duty"))
        .select_from(per)
        .outerjoin(
            latest,
            and_(latest.c.person_id == per.c.person_id, latest.c.module_id == per.c.module_id),
        )
        .subquery()
    )


def _duty(met: ColumnElement[bool], counts: ColumnElement[bool]) -> ColumnElement[int]:
    return case((met, int(Duty.MET)), (counts, int(Duty.DUE)), else_=int(Duty.GRACE))


def changed_duties(line: Line, on: date) -> Subquery:
    """``agency_id, before, after, people``: how many people's duty changes from what to what if
    ``line`` holds on a day, by agency. One statement, whatever the number of people."""
    without = duties(on, line.module_id)
    with_it = duties(on, line.module_id, rules=rules_with(line, on))
    nothing = literal(int(Duty.NONE), Integer())
    both = union_all(
        select(
            without.c.person_id,
            without.c.agency_id,
            without.c.duty.label("before"),
            nothing.label("after"),
        ),
        select(with_it.c.person_id, with_it.c.agency_id, nothing, with_it.c.duty),
    ).subquery("both")
    each = (
        select(
            both.c.agency_id,
            func.max(both.c.before).label("before"),
            func.max(both.c.after).label("after"),
        )
        .group_by(both.c.person_id, both.c.agency_id)
        .subquery("each")
    )
    return (
        select(
            each.c.agency_id,
            each.c.before,
            each.c.after,
            func.count().label("people"),
        )
        .where(each.c.before != each.c.after)
        .group_by(each.c.agency_id, each.c.before, each.c.after)
        .subquery("changed")
    )
