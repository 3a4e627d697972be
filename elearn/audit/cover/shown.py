"""Minimum cover as one reader may see it: met or not, never how many of a few."""

from dataclasses import dataclass
from datetime import date

from elearn.audit.cover.facts import CoverFact
from elearn.audit.facts import Facts
from elearn.audit.shown import Shown
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A rule of a team. ``in_date`` and ``until`` are given to whoever may see everything."""

    agency: str
    team: str
    module: str
    level: str
    needed: int
    team_name: str
    is_met: bool
    in_date: int | None
    until: date | None


def show_cover(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[CoverRow, ...]:
    """Inside the partnership only whether a rule is met: the numbers behind it are of a few people
    and the day it breaks is one person's. The public is given nothing."""
    del rules
    if shown.audience is Audience.PUBLIC:
        return ()
    return tuple(_row(fact, everything=shown.audience is Audience.FULL) for fact in _of(facts))


def _of(facts: Facts) -> tuple[CoverFact, ...]:
    return facts.of("cover")


def _row(fact: CoverFact, *, everything: bool) -> CoverRow:
    return CoverRow(
        fact.agency,
        fact.team,
        fact.module,
        fact.level,
        fact.needed,
        fact.team_name,
        fact.is_met,
        fact.in_date if everything else None,
        fact.until if everything else None,
    )
