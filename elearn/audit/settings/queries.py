"""Reads of the dated rule sets."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.coverage import RuleSet
from elearn.models import AuditRuleSet, Person


@dataclass(frozen=True, slots=True)
class RuleSetRow:
    """One of them, with who set it (blank: a command)."""

    valid_from: date
    rules: RuleSet
    why: str
    set_by: str
    set_at: datetime


def rule_sets(session: Session) -> tuple[RuleSetRow, ...]:
    """Every rule set there ever was, the latest day and revision first."""
    statement = (
        select(
            AuditRuleSet.valid_from,
            AuditRuleSet.rules,
            AuditRuleSet.why,
            Person.full_name,
            AuditRuleSet.set_at,
        )
        .outerjoin(Person, Person.id == AuditRuleSet.set_by_id)
        .order_by(AuditRuleSet.valid_from.desc(), AuditRuleSet.revision.desc())
    )
    return tuple(
        RuleSetRow(day, RuleSet.from_dict(rules), why, by or "", at)
        for day, rules, why, by, at in session.execute(statement)
    )


def in_force(rows: tuple[RuleSetRow, ...], on: date) -> RuleSetRow | None:
    """The one that counts on a day; None while the standard ones do."""
    return next((row for row in rows if row.valid_from <= on), None)
