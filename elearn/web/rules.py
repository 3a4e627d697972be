"""The rules by which the pages of today judge, and hide."""

from elearn.domain.coverage import RuleSet
from elearn.extensions import db
from elearn.records.rules import current_rules
from elearn.web.clock import today


def rules_today() -> RuleSet:
    """The partnership's own rules, or the standard where it has set none. One statement."""
    return current_rules(db.session(), today())
