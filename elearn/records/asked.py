"""What is asked of whom on a day: postings against the requirement matrix, and what was completed.

One statement for every use (my training, an agency's list, the audit), so that they cannot differ.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from elearn.domain.dates import first_moment_after
from elearn.models import (
    Absence,
    Completion,
    Module,
    ModuleKind,
    ModuleVersion,
    Need,
    Posting,
    Requirement,
    Revocation,
)
from elearn.records.sql import add_days

LONG_ABSENCE_DAYS = 90


def in_force(
    start: SQLColumnExpression[date], end: SQLColumnExpression[date | None], on: date
) -> ColumnElement[bool]:
    """Whether a dated row covers a day: from ``start`` until before ``end``."""
    return and_(start <= on, or_(end.is_(None), end > on))


def published_by(on: date) -> Subquery:
    """``module_id`` and ``refresh_months`` of each module that had a version by the end of that
    day in London, as its latest version by then has it: what is published later changes no
    recount of the day. A knowledge check is none: nobody is asked for it, nobody holds it."""
    newer, end = aliased(ModuleVersion), first_moment_after(on)
    return (
        select(ModuleVersion.module_id, ModuleVersion.refresh_months)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(
            Module.kind == ModuleKind.MODULE,
            ModuleVersion.published_at < end,
            ~exists().where(
                newer.module_id == ModuleVersion.module_id,
                newer.number > ModuleVersion.number,
                newer.published_at < end,
            ),
        )
        .subquery("published")
    )


def rules_in_force(on: date) -> Subquery:
    """The matrix of a day: one row per agency (or NULL for all) x role x module, the latest start
    where rows overlap."""
    newer = aliased(Requirement)
    return (
        select(
            Requirement.agency_id,
            Requirement.role_id,
            Requirement.module_id,
            Requirement.need,
            Requirement.start,
            Requirement.grace_days,
            Requirement.refresh_months,
            Requirement.reason,
        )
        .where(
            in_force(Requirement.start, Requirement.end, on),
            ~exists().where(
                newer.agency_id.is_not_distinct_from(Requirement.agency_id),
                newer.role_id == Requirement.role_id,
                newer.module_id == Requirement.module_id,
                in_force(newer.start, newer.end, on),
                newer.start > Requirement.start,
            ),
        )
        .subquery("rules")
    )


def is_away(on: date) -> ColumnElement[bool]:
    """In an absence that covers the day and began more than 90 days before it."""
    return exists().where(
        Absence.person_id == Posting.person_id,
        or_(Absence.agency_id.is_(None), Absence.agency_id == Posting.agency_id),
        add_days(Absence.start, LONG_ABSENCE_DAYS) < on,
        or_(Absence.end.is_(None), Absence.end > on),
    )


def asked(on: date, *, need: Need = Need.REQUIRED, rules: FromClause | None = None) -> Subquery:
    """One row per posting x module that its role is asked for on a day (audit-method C13).

    Columns: person_id, posting_id, agency_id, team_id, role_id, module_id, refresh_months (the
    requirement's, else that of the module's version of the day; NULL never expires), due_on (the
    end of the grace, which runs from the start of the posting, or the rule's own start where that
    is later), posting_start, grace_days, reason (of an agency's own rule), in_grace and away. An
    audit counts rows that are neither in grace nor away: from ``due_on`` on, so that people and
    auditors read the same day. Erased people keep counting by their postings; suspended ones too.
    Other ``rules`` than those in force tell what they would ask.
    """
    ours = rules_in_force(on) if rules is None else rules
    theirs = ours.alias("own_rules")
    published = published_by(on)
    wanted = case((theirs.c.need.is_not(None), theirs.c.need), else_=ours.c.need)

    def pick(name: str) -> ColumnElement[object]:
        return case((theirs.c.need.is_not(None), theirs.c[name]), else_=ours.c[name])

    grace = pick("grace_days")
    refresh = func.coalesce(pick("refresh_months"), published.c.refresh_months)
    rule_start, grace_end = pick("start"), add_days(Posting.start, grace)
    due_on = case((rule_start > grace_end, rule_start), else_=grace_end)
    statement = (
        select(
            Posting.person_id,
            Posting.id.label("posting_id"),
            Posting.agency_id,
            Posting.team_id,
            Posting.role_id,
            published.c.module_id,
            refresh.label("refresh_months"),
            due_on.label("due_on"),
            Posting.start.label("posting_start"),
            grace.label("grace_days"),
            func.coalesce(theirs.c.reason, "").label("reason"),
            (grace_end > on).label("in_grace"),
            is_away(on).label("away"),
        )
        .select_from(Posting)
        .join(published, true())
        .outerjoin(
            ours,
            and_(
                ours.c.agency_id.is_(None),
                ours.c.role_id == Posting.role_id,
                ours.c.module_id == published.c.module_id,
            ),
        )
        .outerjoin(
            theirs,
            and_(
                theirs.c.agency_id == Posting.agency_id,
                theirs.c.role_id == Posting.role_id,
                theirs.c.module_id == published.c.module_id,
            ),
        )
        .where(in_force(Posting.start, Posting.end, on), wanted == need)
    )
    return statement.subquery("asked")


def unrevoked(on: date) -> ColumnElement[bool]:
    """Whether a completion stands on a day: nobody had revoked it by then."""
    return ~exists().where(Revocation.completion_id == Completion.id, Revocation.revoked_on <= on)


def latest_completions(
    on: date, *, of: Collection[int] | None = None, people: Select[Any] | None = None
) -> Subquery:
    """``person_id, module_id, completed_on, grade, completion_id`` of the latest completion of each
    as at a day, from the events: made on or before it and not revoked by it. Of two on one day the
    better evidenced (E1 before E4) counts. ``of`` limits it to some modules, ``people`` to those
    whose numbers it selects: else everybody's are put in order, whatever they are joined to."""
    among = true() if of is None else Completion.module_id.in_(of)
    theirs = true() if people is None else Completion.person_id.in_(people)
    ranked = (
        select(
            Completion.person_id,
            Completion.module_id,
            Completion.completed_on,
            Completion.grade,
            Completion.id.label("completion_id"),
            func.row_number()
            .over(
                partition_by=(Completion.person_id, Completion.module_id),
                order_by=(Completion.completed_on.desc(), Completion.grade, Completion.id),
            )
            .label("place"),
        )
        .where(Completion.completed_on <= on, unrevoked(on), among, theirs)
        .subquery("ranked")
    )
    return (
        select(
            ranked.c.person_id,
            ranked.c.module_id,
            ranked.c.completed_on,
            ranked.c.grade,
            ranked.c.completion_id,
        )
        .where(ranked.c.place == 1)
        .subquery("latest")
    )
