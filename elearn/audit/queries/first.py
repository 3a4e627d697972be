"""The first answers that count: those of knowledge, each once whatever posts a person holds.

Five counters and knowledge read them. A freeze works them out once, into a table of its own that
is gone with its transaction; whoever may not write reads them by a statement each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    MetaData,
    Select,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.orm import Session

from elearn.audit.queries.coverage import counted_people
from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import add_months
from elearn.models import Answer, Attempt, AttemptKind, Item, Module, ModuleKind

LONDON = ZoneInfo("Europe/London")
TABLES: dict[tuple[str, ...], Table] = {}
# Of pre-checks only those to skip the screens are first attempts, never a short quiz on the rest.
COUNTED_KINDS = (AttemptKind.QUIZ, AttemptKind.PRECHECK, AttemptKind.ANCHOR)
AT_HAND = "first_answers"


def window(on: date, rules: RuleSet) -> tuple[datetime, datetime]:
    """The moments between which an answer counts: the months up to and including the day."""
    first = add_months(on, -rules.knowledge_months) + timedelta(days=1)
    begin = datetime.combine(first, time(), LONDON)
    return begin, datetime.combine(on + timedelta(days=1), time(), LONDON)


def people(on: date, scope: AuditScope) -> Select[Any]:
    """The people in scope on the day for any module."""
    return select(counted_people(on, scope).c.person_id)


def first_answers(
    session: Session, on: date, rules: RuleSet, scope: AuditScope = WHOLE
) -> FromClause:
    """One row an answer on a first attempt in the months of the rules (C13): attempt_id,
    person_id, module_id and version_id of the attempt, item_id, topic, level, safety, choice,
    was_right and was_wrong (1 or 0; both 0 where nobody marked it), confidence and the question's
    key and options."""
    kept: tuple[tuple[date, RuleSet, AuditScope], Table] | None = session.info.get(AT_HAND)
    if kept and kept[0] == (on, rules, scope):
        return kept[1]
    return _statement(on, rules, scope).cte("first_answers").prefix_with("MATERIALIZED")


@contextmanager
def at_hand(
    session: Session, on: date, rules: RuleSet, scope: AuditScope = WHOLE
) -> Iterator[None]:
    """While the block runs, ``first_answers`` of these are in a temporary table: worked out once.
    A reading session makes none. A block that fails leaves the table to the transaction's end."""
    if session.info.get("read_only"):
        yield
        return
    statement = _whole(on, rules, scope)
    table = _table(statement)
    connection = session.connection()
    table.create(connection)
    session.execute(insert(table).from_select(list(table.c), statement))
    if connection.dialect.name == "postgresql":
        session.execute(text(f"ANALYZE {table.name}"))  # it plans by the size it knows
    session.info[AT_HAND] = ((on, rules, scope), table)
    try:
        yield
    finally:
        del session.info[AT_HAND]
    table.drop(connection)


def _table(like: Select[Any]) -> Table:
    """One for the process: statements over a table made anew would each be compiled anew."""
    names = tuple(column.name for column in like.selected_columns)
    if names not in TABLES:
        TABLES[names] = Table(
            "first_answers",
            MetaData(),
            *(Column(column.name, column.type) for column in like.selected_columns),
            prefixes=["TEMPORARY"],
            postgresql_on_commit="DROP",
        )
    return TABLES[names]


def _whole(on: date, rules: RuleSet, scope: AuditScope) -> Select[Any]:
    return select(with_attempts(_statement(on, rules, scope).subquery("rows")))


def _statement(on: date, rules: RuleSet, scope: AuditScope) -> Select[Any]:
    begin, end = window(on, rules)
    columns: list[Any] = [
        Answer.attempt_id,
        Attempt.person_id,
        Attempt.module_id,
        Attempt.version_id,
        Answer.item_id,
        Item.key,
        Item.topic,
        cast(Item.level, String).label("level"),
        Item.options,
        flag(Item.safety_critical).label("safety"),
        Answer.choice,
        flag(Answer.correct.is_(True)).label("was_right"),
        flag(Answer.correct.is_(False)).label("was_wrong"),
        Answer.confidence,
    ]
    return (
        select(*columns)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Item, Item.id == Answer.item_id)
        .where(
            Attempt.first,
            Attempt.kind.in_(COUNTED_KINDS),
            Attempt.submitted_at < end,
            Answer.answered_at >= begin,
            Answer.answered_at < end,
            Attempt.person_id.in_(people(on, scope)),
            is_asked_about(scope),
        )
    )


def is_asked_about(scope: AuditScope) -> ColumnElement[bool]:
    """The condition that a question belongs to a module in scope, or to the knowledge check, which
    asks about every topic."""
    if not scope.modules:
        return true()
    inside = or_(Module.slug.in_(scope.modules), Module.kind == ModuleKind.CHECK)
    return Item.module_id.in_(select(Module.id).where(inside))


def with_attempts(rows: FromClause) -> FromClause:
    """The first answers with ``asked`` and ``known``: how many questions the attempt had in all and
    how many of them were right. Without a join, which a database may plan for an empty table; the
    table of a freeze has them already."""
    if "asked" in rows.c:
        return rows
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
