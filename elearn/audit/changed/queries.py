"""Counts, from the events, what became of everybody's training between two days; and reads the
editions of before that a new one is compared with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    union,
)
from sqlalchemy.orm import Session

from elearn.audit.changed.facts import HiddenFact
from elearn.audit.facts import AgencyFact, CoverageFact, Facts
from elearn.audit.queries.coverage import IN_DATE, NEVER_EXPIRES, counted_postings
from elearn.audit.queries.rows import plain_rows
from elearn.domain.audit_scope import AuditScope
from elearn.domain.changes import Step
from elearn.models import Agency, AuditAgency, AuditCoverage, AuditHidden, Base, Module, Posting
from elearn.records.asked import asked, in_force, is_away, latest_completions
from elearn.records.sql import add_months, standing_of

Steps = dict[tuple[str, str], dict[Step, int]]
KEYS = ("person_id", "agency_id", "module_id")


def count_steps(session: Session, *, since: date, on: date, scope: AuditScope) -> Steps:
    """How many people took which step, by agency and module. One statement."""
    steps = _steps(since, on, scope).subquery("steps")
    moved = _with_moves(steps).subquery("moved")
    statement = (
        select(moved.c.agency, Module.slug, moved.c.step, func.count())
        .join(Module, Module.id == moved.c.module_id)
        .group_by(moved.c.agency, Module.slug, moved.c.step)
    )
    found: Steps = defaultdict(dict)
    for agency, module, step, number in plain_rows(session, statement):
        found[agency, module][Step(step)] = number
    return dict(found)


def _steps(since: date, on: date, scope: AuditScope) -> Select[Any]:
    """One row a person, agency and module that was in date on either day, with its step: the twin
    of ``domain.changes.step``."""
    before, after = _before(since, on, scope), _after(since, on, scope)
    ready = [
        select(*(side.c[key] for key in KEYS)).where(side.c.ready == 1) for side in (before, after)
    ]
    keys = union(*ready).subquery("keys")
    return (
        select(
            keys.c.person_id,
            keys.c.module_id,
            Agency.slug.label("agency"),
            _step(before, after, since, on).label("step"),
        )
        .select_from(keys)
        .join(Agency, Agency.id == keys.c.agency_id)
        .outerjoin(before, and_(*(before.c[key] == keys.c[key] for key in KEYS)))
        .outerjoin(after, and_(*(after.c[key] == keys.c[key] for key in KEYS)))
    )


def _before(since: date, on: date, scope: AuditScope) -> CTE:
    """Everybody who counts on the first day."""
    rows = counted_postings(since, scope)
    stays = and_(in_force(Posting.start, Posting.end, on), ~is_away(on))
    own = (func.max(case((stays, 1), else_=0)).label("stays"),)
    return _side("before", rows, since, own)


def _after(since: date, on: date, scope: AuditScope) -> CTE:
    """Everybody who counts on the second day. A starter whose grace ended in between was not there
    before; one whose grace was cut short was."""
    rows = counted_postings(on, scope)
    then = asked(since).alias("then")
    starters = (
        select(then.c.posting_id, then.c.module_id)
        .where(then.c.in_grace, then.c.due_on <= on)
        .subquery("starters")
    )
    was = and_(Posting.start <= since, ~is_away(since), starters.c.posting_id.is_(None))
    own = (
        func.max(case((was, 1), else_=0)).label("was"),
        func.min(Posting.start).label("began"),
    )
    return _side("after", rows, on, own, starters)


def _side(
    name: str,
    rows: Subquery,
    on: date,
    own: Sequence[ColumnElement[Any]],
    starters: Subquery | None = None,
) -> CTE:
    """One row a person, agency and module on a day: what was completed, by the strictest refresher
    that applies, and whether that is in date."""
    keys = [rows.c[key] for key in KEYS]
    strictest = func.min(func.coalesce(rows.c.refresh_months, NEVER_EXPIRES))
    due = (
        select(*keys, strictest.label("months"), *own)
        .join(Posting, Posting.id == rows.c.posting_id)
        .join(Agency, Agency.id == rows.c.agency_id)
        .where(in_force(Agency.valid_from, Agency.valid_to, on))
        .group_by(*keys)
    )
    if starters is not None:
        same = and_(
            starters.c.posting_id == rows.c.posting_id, starters.c.module_id == rows.c.module_id
        )
        due = due.outerjoin(starters, same)
    held, latest = due.subquery(), latest_completions(on)
    months = func.nullif(held.c.months, NEVER_EXPIRES)
    standing = standing_of(latest.c.completed_on, months, on)
    kept = [column for column in held.c if column.key != "months"]
    return (
        select(
            *kept,
            months.label("months"),
            latest.c.completed_on,
            case((standing.in_(IN_DATE), 1), else_=0).label("ready"),
        )
        .select_from(held)
        .outerjoin(
            latest,
            (latest.c.person_id == held.c.person_id) & (latest.c.module_id == held.c.module_id),
        )
        .cte(name)
    )


def _step(before: CTE, after: CTE, since: date, on: date) -> ColumnElement[str | None]:
    """The cause, as ``domain.changes.step`` has it."""
    first_day = literal(since, Date())
    was_ready, is_ready = before.c.ready == 1, after.c.ready == 1
    newer = after.c.completed_on > before.c.completed_on
    trained = after.c.completed_on > first_day
    came = case(
        (trained & (after.c.completed_on >= after.c.began), Step.TRAINED.value),
        (after.c.was == 1, Step.RULE_IN.value),
        else_=Step.JOINED.value,
    )
    fell = case(
        (_has_run_out(before, before.c.months, on), Step.LAPSED.value),
        (after.c.completed_on >= before.c.completed_on, Step.RULE_OUT.value),
        else_=Step.WITHDRAWN.value,
    )
    return case(
        (
            after.c.person_id.is_(None),
            case((before.c.stays == 1, Step.RULE_OUT.value), else_=Step.LEFT.value),
        ),
        (before.c.person_id.is_(None), came),
        (
            was_ready & is_ready,
            case((newer & _has_run_out(before, after.c.months, on), Step.RENEWED.value)),
        ),
        (was_ready, fell),
        else_=case((trained, Step.TRAINED.value), else_=Step.RULE_IN.value),
    )


def _has_run_out(before: CTE, months: ColumnElement[Any], on: date) -> ColumnElement[bool]:
    ends = add_months(before.c.completed_on, months)
    return and_(months.is_not(None), ends <= literal(on, Date()))


def _with_moves(steps: Subquery) -> Select[Any]:
    """Who left one agency and joined another moved: the twin of ``domain.changes.with_moves``."""
    person = (steps.c.person_id, steps.c.module_id)

    def number(step: Step) -> ColumnElement[int]:
        one = case((steps.c.step == step.value, 1), else_=0)
        return func.sum(one).over(partition_by=person)

    place = func.row_number().over(partition_by=(*person, steps.c.step), order_by=steps.c.agency)
    ranked = (
        select(
            steps.c.agency,
            steps.c.module_id,
            steps.c.step,
            place.label("place"),
            number(Step.LEFT).label("outs"),
            number(Step.JOINED).label("ins"),
        )
        .where(steps.c.step.is_not(None))
        .subquery("ranked")
    )
    step = case(
        (
            (ranked.c.step == Step.LEFT.value) & (ranked.c.place <= ranked.c.ins),
            Step.MOVED_OUT.value,
        ),
        (
            (ranked.c.step == Step.JOINED.value) & (ranked.c.place <= ranked.c.outs),
            Step.MOVED_IN.value,
        ),
        else_=ranked.c.step,
    )
    return select(ranked.c.agency, ranked.c.module_id, step.label("step"))


def coverage_of(session: Session, audit_ids: Iterable[int]) -> dict[int, Facts]:
    """Agencies, coverage and what is hidden for the sake of others, as those editions were frozen.
    Three statements however many they are."""
    ids = sorted(audit_ids)
    agencies = _rows(session, AuditAgency, AgencyFact, ids)
    coverage = _rows(session, AuditCoverage, CoverageFact, ids)
    hidden = _rows(session, AuditHidden, HiddenFact, ids)
    return {
        number: Facts(
            tuple(agencies[number]), tuple(coverage[number]), (), {"hidden": tuple(hidden[number])}
        )
        for number in ids
    }


def _rows(
    session: Session, table: type[Base], shape: type[Any], ids: list[int]
) -> Mapping[int, list[Any]]:
    columns = [getattr(table, name) for name in ("audit_id", *(one.name for one in fields(shape)))]
    found: dict[int, list[Any]] = defaultdict(list)
    if ids:
        statement = select(*columns).where(columns[0].in_(ids)).order_by(*columns[:5])
        for number, *values in plain_rows(session, statement):
            found[number].append(shape(*values))
    return found
