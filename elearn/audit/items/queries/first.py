"""The first answers that count: those of knowledge, each once whatever posts a person holds."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, Subquery, case, func, select
from sqlalchemy.sql.selectable import Select

from elearn.audit.facts import Day
from elearn.audit.queries.coverage import counted_people
from elearn.audit.queries.knowledge import COUNTED_KINDS, is_asked_about, window
from elearn.domain.coverage import RuleSet
from elearn.models import Answer, Attempt, Item


def people(day: Day) -> Select[Any]:
    """The people in scope on the day for any module."""
    return select(counted_people(day.on, day.scope).c.person_id)


def first_answers(day: Day) -> CTE:
    """One row an answer on a first attempt in the months of the rules (C13): attempt_id,
    person_id, module_id and version_id of the attempt, item_id, topic, level, safety, choice,
    was_right (1 or 0), confidence and the question's key and options."""
    begin, end = window(day.on, day.rules)
    statement = (
        select(
            Answer.attempt_id,
            Attempt.person_id,
            Attempt.module_id,
            Attempt.version_id,
            Answer.item_id,
            Item.key,
            Item.topic,
            Item.level,
            Item.options,
            flag(Item.safety_critical).label("safety"),
            Answer.choice,
            flag(Answer.correct.is_(True)).label("was_right"),
            Answer.confidence,
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Item, Item.id == Answer.item_id)
        .where(
            Attempt.first,
            Attempt.kind.in_(COUNTED_KINDS),
            Attempt.submitted_at < end,
            Answer.answered_at >= begin,
            Answer.answered_at < end,
            Attempt.person_id.in_(people(day)),
            is_asked_about(day.scope),
        )
    )
    return statement.cte("first_answers").prefix_with("MATERIALIZED")


def with_attempts(rows: CTE) -> Subquery:
    """The first answers with ``asked`` and ``known``: how many questions the attempt had in all and
    how many of them were right. Without a join, which a database may plan for an empty table."""
    attempt = rows.c.attempt_id
    return select(
        rows,
        func.count().over(partition_by=attempt).label("asked"),
        func.sum(rows.c.was_right).over(partition_by=attempt).label("known"),
    ).subquery("with_attempts")


def sure_columns(rows: FromClause, rules: RuleSet) -> tuple[ColumnElement[int], ...]:
    """The sums of ``SureSums``, in its order."""
    said, right = rows.c.confidence, rows.c.was_right
    sure = flag(said >= rules.sure_from)
    return (
        func.count(said),
        total(case((said.is_not(None), right), else_=0)),
        total(said),
        total(said * said),
        total(said * right),
        total(sure),
        total(sure * (1 - right)),
    )


def flag(condition: Any) -> ColumnElement[int]:
    """1 where it holds, else 0, also where it is not known."""
    return case((condition, 1), else_=0)


def total(column: Any) -> ColumnElement[int]:
    """The sum, 0 of nothing."""
    return func.coalesce(func.sum(column), 0)
