"""Who works in a view today: how many, whom no letter reaches, and who is in their first weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from elearn.agency.queries.rules import Rule, dated_rules
from elearn.agency.queries.standings import View, working
from elearn.models import Holding, Person, Posting


@dataclass(frozen=True, slots=True)
class Presence:
    """``people`` at work, of whom ``silent`` have no e-mail address and ``new`` are in grace for
    something they do not hold, one of them until before ``first_due_on``."""

    people: int
    silent: int
    new: int
    first_due_on: date | None


def presence(session: Session, rules: Sequence[Rule], view: View) -> Presence:
    """Count the people of a view, in one statement."""
    here = select(Posting.person_id).where(working(view))
    silent = func.count(case((Person.email.is_(None), 1)))
    no_day = cast(null(), Date)
    statements: list[Any] = [
        select(no_day, func.count(), silent, no_day).where(Person.id.in_(here))
    ]
    if rules:
        statements.append(_new(rules, view))
    rows = session.execute(union_all(*statements)).all()
    everybody = next(row for row in rows if row[0] is None)
    new = [row for row in rows if row[0] is not None]
    due = [first + (view.on - started_by) for started_by, _, _, first in new]
    return Presence(everybody[1], everybody[2], new[0][1] if new else 0, min(due, default=None))


def _new(rules: Sequence[Rule], view: View) -> Select[Any]:
    """For each length of grace the first day of whoever is in it, and how many are in any."""
    rule = dated_rules(rules, view.on)
    longest = timedelta(days=max(one.grace_days for one in rules))
    held = exists().where(
        Holding.person_id == Posting.person_id,
        Holding.module_id == rule.c.module_id,
        Holding.completed_on >= rule.c.in_date_from,
    )
    waits = and_(
        working(view),
        Posting.start > view.on - longest,  # few: found before any rule is looked at
        Posting.start > rule.c.started_by,
        ~held,
    )
    of_role = rule.c.role_id == Posting.role_id
    people = select(func.count(Posting.person_id.distinct())).join(rule, of_role).where(waits)
    return (
        select(rule.c.started_by, people.scalar_subquery(), literal(0), func.min(Posting.start))
        .select_from(Posting)
        .join(rule, of_role)
        .where(waits)
        .group_by(rule.c.started_by)
    )
