"""Counting coverage at the end of past months from the dated facts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import and_, case, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from elearn.domain.standing import Standing
from elearn.models import CoverageMonth
from elearn.records.asked import asked, latest_completions
from elearn.records.locks import wait_for_turn
from elearn.records.sql import standing_of

MONTHS_KEPT = 12
LOCK = 7_241_651  # PostgreSQL's advisory lock number of the counts of months
IN_DATE = (Standing.IN_DATE.value, Standing.DUE_SOON.value)


def past_month_ends(today: date, months: int = MONTHS_KEPT) -> tuple[date, ...]:
    """The last days of that many months before the month of ``today``, the oldest first.

    >>> past_month_ends(date(2026, 3, 15), 2)
    (datetime.date(2026, 1, 31), datetime.date(2026, 2, 28))
    """
    ends: list[date] = []
    first = today.replace(day=1)
    for _ in range(months):
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return tuple(reversed(ends))


def count_months(session: Session, *, month_ends: Iterable[date], now: datetime) -> int:
    """Count each of those days anew, for every agency and module, a person once per module; say
    how many rows there are. Months that are not named are dropped. Of two who count at once the
    second waits."""
    wait_for_turn(session, LOCK)
    session.execute(delete(CoverageMonth))
    written = 0
    for day in month_ends:
        written += _count(session, day, now)
    return written


def _count(session: Session, day: date, now: datetime) -> int:
    needs, done = asked(day), latest_completions(day)
    standing = standing_of(done.c.completed_on, needs.c.refresh_months, day)
    person = (
        select(
            needs.c.agency_id,
            needs.c.module_id,
            needs.c.person_id,
            func.min(case((standing.in_(IN_DATE), 1), else_=0)).label("in_date"),
        )
        .outerjoin(
            done,
            and_(done.c.person_id == needs.c.person_id, done.c.module_id == needs.c.module_id),
        )
        .where(~needs.c.in_grace, ~needs.c.away)
        .group_by(needs.c.agency_id, needs.c.module_id, needs.c.person_id)
        .subquery("person")
    )
    counts = select(
        person.c.agency_id,
        person.c.module_id,
        literal(day).label("month_end"),
        func.count().label("in_scope"),
        func.sum(person.c.in_date).label("in_date"),
    ).group_by(person.c.agency_id, person.c.module_id)
    rows = [{**row, "counted_at": now} for row in session.execute(counts).mappings()]
    if rows:
        session.execute(insert(CoverageMonth), rows)
    return len(rows)
