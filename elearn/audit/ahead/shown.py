"""The forward look as readers may see it: rounded, and small numbers never."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from elearn.audit.ahead.facts import AheadFact
from elearn.audit.facts import Facts
from elearn.audit.shown import Shown
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience, Hidden
from elearn.domain.suppression.ahead import Ends, protect_ahead


@dataclass(frozen=True, slots=True)
class AheadRow:
    """A module and a quarter (blank: later, or never). ``number`` is rounded to five; None is
    hidden, and ``note`` says why."""

    module: str
    quarter: str
    number: int | None
    note: str
    counted_on: date


def show_ahead(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[AheadRow, ...]:
    """The same for every reader of the partnership, also for one who is given full figures: many
    of them know their own agency's numbers to the day. The public is given none."""
    if shown.audience is Audience.PUBLIC:
        return ()
    modules: dict[str, list[AheadFact]] = defaultdict(list)
    for fact in facts.of("ahead"):
        modules[fact.module].append(fact)
    rows = []
    for of in modules.values():
        cells = protect_ahead([Ends(one.number, one.most) for one in of], rules=rules)
        for fact, cell in zip(of, cells, strict=True):
            number = None if isinstance(cell, Hidden) else cell.value
            note = cell.reason if isinstance(cell, Hidden) else ""
            rows.append(AheadRow(fact.module, fact.quarter, number, note, fact.counted_on))
    return tuple(rows)
