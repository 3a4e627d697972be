"""What is asked of whom on a day: postings against the requirement matrix, and what was completed.

One statement for every use (my training, an agency's list, the audit), so that they cannot differ.
"""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    Date,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from elearn.models import (
    Absence,
    Completion,
    Module,
    ModuleVersion,
    Need,
    Person,
    PersonStatus,
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
    """``module_id`` of each module that had a version on that day (London's date)."""
    day = add_days(literal(on, Date()), 1)
    return (
        select(ModuleVersion.module_id)
        .where(func.date(ModuleVersion.published_at) < day)
        .distinct()
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


def _away(on: date) -> ColumnElement[bool]:
    """In an absence that covers the day and began more than 90 days before it."""
    return exists().where(
        Absence.person_id == Posting.person_id,
        add_days(Absence.start, LONG_ABSENCE_DAYS) < on,
        or_(Absence.end.is_(None), Absence.end > on),
    )


def asked(on: date, *, need: Need = Need.REQUIRED) -> Subquery:
    """One row per posting x module that its role is asked for on a day (audit-method C13).

    Columns: person_id, posting_id, agency_id, team_id, role_id, module_id, refresh_months (the
    requirement's, else the module's; NULL never expires), due_on (the later of the posting's and
    the rule's start, plus grace), posting_start, grace_days, reason (of an agency's own rule),
    in_grace and away. An audit counts rows that are neither in grace nor away. Grace runs from
    the start of the posting. Erased people keep counting by their postings; suspended ones too.
    """
    ours, theirs = rules_in_force(on), rules_in_force(on).alias("own_rules")
    published = published_by(on)
    wanted = case((theirs.c.need.is_not(None), theirs.c.need), else_=ours.c.need)

    def pick(name: str) -> ColumnElement[object]:
        return case((theirs.c.need.is_not(None), theirs.c[name]), else_=ours.c[name])

    grace = pick("grace_days")
    refresh = func.coalesce(pick("refresh_months"), Module.refresh_months)
    began = case((pick("start") > Posting.start, pick("start")), else_=Posting.start)
    statement = (
        select(
            Posting.person_id,
            Posting.id.label("posting_id"),
            Posting.agency_id,
            Posting.team_id,
            Posting.role_id,
            Module.id.label("module_id"),
            refresh.label("refresh_months"),
            add_days(began, grace).label("due_on"),
            Posting.start.label("posting_start"),
            grace.label("grace_days"),
            func.coalesce(theirs.c.reason, "").label("reason"),
            (add_days(Posting.start, grace) > on).label("in_grace"),
            _away(on).label("away"),
        )
        .select_from(Posting)
        .join(Module, Module.id.in_(select(published.c.module_id)))
        .outerjoin(
            ours,
            and_(
                ours.c.agency_id.is_(None),
                ours.c.role_id == Posting.role_id,
                ours.c.module_id == Module.id,
            ),
        )
        .outerjoin(
            theirs,
            and_(
                theirs.c.agency_id == Posting.agency_id,
                theirs.c.role_id == Posting.role_id,
                theirs.c.module_id == Module.id,
            ),
        )
        .where(in_force(Posting.start, Posting.end, on), wanted == need)
    )
    return statement.subquery("asked")


def latest_completions(on: date) -> Subquery:
    """``person_id, module_id, completed_on, grade`` of the latest completion of each as at a day,
    from the events: made on or before it and not revoked by it. Of two on one day the better
    evidenced (E1 before E4) counts."""
    revoked = exists().where(Revocation.completion_id == Completion.id, Revocation.revoked_on <= on)
    ranked = (
        select(
            Completion.person_id,
            Completion.module_id,
            Completion.completed_on,
            Completion.grade,
            func.row_number()
            .over(
                partition_by=(Completion.person_id, Completion.module_id),
                order_by=(Completion.completed_on.desc(), Completion.grade, Completion.id),
            )
            .label("place"),
        )
        .where(Completion.completed_on <= on, ~revoked)
        .subquery("ranked")
    )
    return (
        select(ranked.c.person_id, ranked.c.module_id, ranked.c.completed_on, ranked.c.grade)
        .where(ranked.c.place == 1)
        .subquery("latest")
    )


def is_serving() -> ColumnElement[bool]:
    """People who can be asked and written to: neither suspended nor erased."""
    return Person.status == PersonStatus.ACTIVE
