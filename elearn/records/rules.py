"""The rules that audits and every page go by on a day: the partnership's own, or the standard."""

from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from elearn.domain.coverage import RuleSet
from elearn.domain.rule_sets import STANDARD
from elearn.models import AuditRuleSet


def current_rules(session: Session, on: date) -> RuleSet:
    """The rules in force on a day: those set last from that day or before, else the standard."""
    return rules_from(session.scalar(select(stored_rules(on))))


def stored_rules(on: date) -> ScalarSelect[dict[str, Any]]:
    """The same as part of another statement, for ``rules_from``."""
    statement = (
        select(AuditRuleSet.rules)
        .where(AuditRuleSet.valid_from <= on)
        .order_by(AuditRuleSet.valid_from.desc(), AuditRuleSet.revision.desc())
        .limit(1)
    )
    return statement.scalar_subquery()


def rules_from(stored: dict[str, Any] | None) -> RuleSet:
    """What ``stored_rules`` found; None where nobody has set any."""
    return STANDARD if stored is None else RuleSet.from_dict(stored)
