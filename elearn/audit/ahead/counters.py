"""Counts the forward look for an edition, or repeats that of one shortly before."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from elearn.audit.ahead.facts import AheadFact
from elearn.audit.ahead.queries import Ending, endings, looks_between
from elearn.audit.facts import Day
from elearn.domain.ahead import LATER, days_around, nearest, quarter_of_expiry, quarters_from

Ends = dict[tuple[str, str], Counter[str]]  # module, quarter: agency


def count_ahead(session: Session, day: Day) -> Iterable[AheadFact]:
    """A row for each module of which anybody is in date, by quarter. Of the whole partnership
    only: the look of a part, taken from that of all, would tell of the rest. Within four weeks of
    a look that was frozen before, that one is repeated, so that nobody can take one from the
    other. Four statements."""
    if not day.scope.is_whole:
        return ()
    looks = looks_between(session, *days_around(day.on), before=day.frozen_at)
    if looks:
        return looks[nearest(looks, day.on)]
    present = {agency.agency for agency in day.facts.agencies}
    rows = (row for row in endings(session, day.on) if row[0] in present)
    return ahead_facts(rows, day.on)


def ahead_facts(rows: Iterable[Ending], on: date) -> list[AheadFact]:
    """Every quarter of every module, also those in which nobody expires."""
    quarters = quarters_from(on)
    found: Ends = defaultdict(Counter)
    for agency, module, year, month, lasts, number in rows:
        ends = quarter_of_expiry(year, month, lasts)
        found[module, ends if ends in quarters else LATER][agency] += number
    modules = sorted({module for module, _ in found})
    return [
        _fact(module, quarter, found.get((module, quarter), Counter()), on)
        for module in modules
        for quarter in (*quarters, LATER)
    ]


def _fact(module: str, quarter: str, of: Counter[str], on: date) -> AheadFact:
    return AheadFact(module, quarter, of.total(), max(of.values(), default=0), on)
