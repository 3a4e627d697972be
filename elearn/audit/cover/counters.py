"""Counts minimum cover for an edition."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from elearn.audit.cover.facts import CoverFact
from elearn.audit.cover.queries import as_fact, held_on, rules_on
from elearn.audit.facts import Day


def count_cover(session: Session, day: Day) -> Iterable[CoverFact]:
    """One row for each rule in force on the day of an agency in scope; the same rule twice is one.
    Two statements."""
    present = {agency.agency for agency in day.facts.agencies}
    rules = [rule for rule in rules_on(session, day.on) if rule.agency in present]
    return set(map(as_fact, held_on(session, rules, day.on))) if rules else ()
