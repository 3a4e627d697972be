"""Which rules a new audit is judged by."""

from datetime import date

from sqlalchemy.orm import Session

from elearn.audit.rules import current_rules
from elearn.domain.coverage import RuleSet


def rules_for_new(session: Session, on: date) -> RuleSet:
    """The partnership's settings as they are on the census date; an audit keeps what it was
    opened with."""
    return current_rules(session, on)
