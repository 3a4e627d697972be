"""What is asked of whom on a census day, for counting many people at once.

It says the same as ``asked.py`` of everybody who counts (neither in grace nor long away), by
another road: what is asked is worked out once for an agency and role, and people are joined to it,
where ``asked.py`` works it out for each posting. Tests hold the two to each other.

A count of a day puts these two parts into a dozen statements. They are kept and written once.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.orm import Session

from elearn.domain.dates import earliest_in_date, earliest_not_due_soon
from elearn.models import Completion, Module, ModuleVersion, Need, Posting, Requirement
from elearn.records.asked import in_force, is_away, published_by, rules_in_force, unrevoked
from elearn.records.sql import add_days


@dataclass(frozen=True, slots=True)
class Thresholds:
    """For each refresher interval in months, the first day of completion that is in date on the
    census day, and the first that is not due soon then. Nothing expires without an interval."""

    in_date: Mapping[int, date]
    not_due_soon: Mapping[int, date]

    def in_date_from(self, months: ColumnElement[int]) -> ColumnElement[date]:
        return _by_months(months, self.in_date)

    def not_due_soon_from(self, months: ColumnElement[int]) -> ColumnElement[date]:
        return _by_months(months, self.not_due_soon)


def _by_months(months: ColumnElement[int], days: Mapping[int, date]) -> ColumnElement[date]:
    always = literal(date.min, Date())
    if not days:
        return always
    return case(
        {number: literal(day, Date()) for number, day in days.items()}, value=months, else_=always
    )


def thresholds(session: Session, on: date, *, due_soon_days: int) -> Thresholds:
    """Those of every interval that any rule or module has."""
    found = set(session.scalars(select(Requirement.refresh_months).distinct()))
    found |= set(session.scalars(select(ModuleVersion.refresh_months).distinct()))
    months = sorted(number for number in found if number is not None)
    return Thresholds(
        {number: earliest_in_date(on, number) for number in months},
        {number: earliest_not_due_soon(on, number, due_soon_days) for number in months},
    )


@lru_cache(maxsize=16)
def posts(on: date) -> CTE:
    """``person_id, agency_id, role_id, start, roles``: who is in post in which role on the day,
    each once, from the start of the longest posting; people long away are left out. ``roles`` is
    how many roles the person holds in that agency."""
    held = (
        select(
            Posting.person_id,
            Posting.agency_id,
            Posting.role_id,
            func.min(Posting.start).label("start"),
            func.count().over(partition_by=(Posting.person_id, Posting.agency_id)).label("roles"),
        )
        .where(in_force(Posting.start, Posting.end, on), ~is_away(on))
        .group_by(Posting.person_id, Posting.agency_id, Posting.role_id)
    )
    return held.cte().prefix_with("MATERIALIZED")


@lru_cache(maxsize=16)
def matrix_of(on: date) -> CTE:
    """``agency_id, role_id, module_id, refresh_months, started_by``: what each role of each agency
    is asked for on the day, an agency's own rule first; ``started_by`` is the last start of a
    posting that is past its grace."""
    ours = rules_in_force(on)
    theirs = ours.alias("own_rules")
    published = published_by(on)
    pairs = (
        select(Posting.agency_id, Posting.role_id)
        .where(in_force(Posting.start, Posting.end, on))
        .distinct()
        .subquery("pairs")
    )
    own = theirs.c.need.is_not(None)

    def pick(name: str) -> ColumnElement[object]:
        return case((own, theirs.c[name]), else_=ours.c[name])

    same = [
        and_(rule.c.role_id == pairs.c.role_id, rule.c.module_id == published.c.module_id)
        for rule in (ours, theirs)
    ]
    asked_for = (
        select(
            pairs.c.agency_id,
            pairs.c.role_id,
            published.c.module_id,
            func.coalesce(pick("refresh_months"), published.c.refresh_months).label(
                "refresh_months"
            ),
            add_days(literal(on, Date()), -pick("grace_days")).label("started_by"),
        )
        .select_from(pairs)
        .join(published, true())
        .outerjoin(ours, and_(ours.c.agency_id.is_(None), same[0]))
        .outerjoin(theirs, and_(theirs.c.agency_id == pairs.c.agency_id, same[1]))
        .where(pick("need") == Need.REQUIRED)
    )
    return asked_for.cte().prefix_with("MATERIALIZED")


def in_scope(on: date, *, asked_of: Callable[[CTE], ColumnElement[bool]]) -> Subquery:
    """``person_id, agency_id, role_id, roles``: everybody of whom anything counts on the day, once
    a role they hold, without what it is. ``asked_of`` chooses rows of the matrix."""
    held, wanted = posts(on), matrix_of(on)
    latest = (
        select(wanted.c.agency_id, wanted.c.role_id, func.max(wanted.c.started_by).label("by"))
        .where(asked_of(wanted))
        .group_by(wanted.c.agency_id, wanted.c.role_id)
        .subquery("latest_start")
    )
    same = and_(latest.c.agency_id == held.c.agency_id, latest.c.role_id == held.c.role_id)
    return (
        select(held.c.person_id, held.c.agency_id, held.c.role_id, held.c.roles)
        .join(latest, and_(same, held.c.start <= latest.c.by))
        .subquery("in_scope")
    )


def due(on: date) -> Subquery:
    """``person_id, agency_id, role_id, module_id, refresh_months, roles``: one row for everything
    that counts on the day, once for each role a person holds."""
    held, wanted = posts(on), matrix_of(on)
    return (
        select(
            held.c.person_id,
            held.c.agency_id,
            held.c.role_id,
            wanted.c.module_id,
            wanted.c.refresh_months,
            held.c.roles,
        )
        .join(
            wanted,
            and_(
                wanted.c.agency_id == held.c.agency_id,
                wanted.c.role_id == held.c.role_id,
                held.c.start <= wanted.c.started_by,
            ),
        )
        .subquery("due")
    )


def last_done(on: date, *, of: Collection[str] = ()) -> Subquery:
    """``person_id, module_id, completed_on`` of the latest completion of each as at a day."""
    found = select(
        Completion.person_id,
        Completion.module_id,
        func.max(Completion.completed_on).label("completed_on"),
    ).where(Completion.completed_on <= on, unrevoked(on))
    if of:
        found = found.where(Completion.module_id.in_(select(Module.id).where(Module.slug.in_(of))))
    return found.group_by(Completion.person_id, Completion.module_id).subquery("last_done")
