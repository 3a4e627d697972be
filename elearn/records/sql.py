"""Date rules written once as SQL, for SQLite and PostgreSQL alike.

Each has its plain twin in ``domain`` (``dates``, ``standing``) and is held to it by property test.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, case, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement

from elearn.domain.standing import Standing

DUE_SOON_DAYS = 60


class add_days(FunctionElement[date]):  # noqa: N801 - used like a SQL function
    """``add_days(day, n)``: the day n days later."""

    type = Date()
    name = "add_days"
    inherit_cache = True


class add_months(FunctionElement[date]):  # noqa: N801 - used like a SQL function
    """``add_months(day, n)``: the same day n calendar months later, or that month's last day."""

    type = Date()
    name = "add_months"
    inherit_cache = True


def _two(element: FunctionElement[date], compiler: SQLCompiler, **kw: Any) -> tuple[str, str]:
    day, count = element.clauses
    return compiler.process(day, **kw), compiler.process(count, **kw)


@compiles(add_days, "sqlite")
def _days_sqlite(element: add_days, compiler: SQLCompiler, **kw: Any) -> str:
    day, count = _two(element, compiler, **kw)
    return f"date({day}, ({count}) || ' days')"


@compiles(add_days, "postgresql")
def _days_postgresql(element: add_days, compiler: SQLCompiler, **kw: Any) -> str:
    day, count = _two(element, compiler, **kw)
    return f"(CAST({day} AS date) + CAST({count} AS integer))"


@compiles(add_months, "sqlite")
def _months_sqlite(element: add_months, compiler: SQLCompiler, **kw: Any) -> str:
    """SQLite runs 31 January + 1 month into March; the last day of the month meant is earlier."""
    day, count = _two(element, compiler, **kw)
    return (
        f"min(date({day}, ({count}) || ' months'), "
        f"date({day}, 'start of month', ({count}) || ' months', '+1 month', '-1 day'))"
    )


@compiles(add_months, "postgresql")
def _months_postgresql(element: add_months, compiler: SQLCompiler, **kw: Any) -> str:
    day, count = _two(element, compiler, **kw)
    return f"CAST(CAST({day} AS date) + make_interval(months => CAST({count} AS integer)) AS date)"


def standing_of(
    completed_on: ColumnElement[Any],
    refresh_months: ColumnElement[Any],
    on: date,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
) -> ColumnElement[str]:
    """A Standing value for each row, as at ``on`` (audit-method C3.2, C13).

    On the expiry day itself the person is expired; without a refresher nothing expires.
    """
    ends = add_months(completed_on, refresh_months)
    today = literal(on, Date())
    warn = add_days(today, literal(due_soon_days, Integer()))
    return case(
        (completed_on.is_(None) | (completed_on > today), Standing.NEVER.value),
        (refresh_months.is_(None), Standing.IN_DATE.value),
        (ends <= today, Standing.EXPIRED.value),
        (ends <= warn, Standing.DUE_SOON.value),
        else_=Standing.IN_DATE.value,
    )
