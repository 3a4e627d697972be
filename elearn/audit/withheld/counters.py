"""Decides, at a freeze, what the partnership may not see of what people know."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.items.shown_calibration import BASES, hidden_bases
from elearn.audit.shown_knowledge import KnowledgeKey, decide
from elearn.audit.withheld.facts import WithheldFact
from elearn.domain.suppression import Audience, Cell, Hidden, Policy, Reason, policy_for
from elearn.domain.suppression.bases import few_answers

NOTHING = ("",) * 4


def count_withheld(_session: Session, day: Day) -> Iterable[WithheldFact]:
    """A row for each row of knowledge of which anything is hidden. No statement: the engine goes
    by what was counted before. It takes long where many numbers are small, so it runs here once
    and whoever opens the edition reads what it found."""
    reader = policy_for(Audience.PARTNERSHIP, day.rules)
    figures = decide(day.facts.knowledge, audience=Audience.PARTNERSHIP, rules=day.rules)
    shares = _shares(day, few_answers(reader))
    for key in sorted(figures.keys() | shares.keys()):
        figure = figures.get(key)
        cells = (figure.base, figure.count) if figure else (None, None)
        found = (*(_reason(cell, reader) for cell in cells), *shares.get(key, NOTHING))
        if any(found):
            yield WithheldFact(*key, *found)


def _shares(day: Day, policy: Policy) -> dict[KnowledgeKey, tuple[str, ...]]:
    """Why the share on each base is hidden, in the order of the bases."""
    return {
        KnowledgeKey(place.agency, place.role, topic, place.level): tuple(
            _reason_of(hidden[name][place], policy) for name in BASES
        )
        for topic, hidden in hidden_bases(day.facts, Audience.PARTNERSHIP, day.rules).items()
        for place in hidden["people"]
    }


def _reason(cell: Cell | None, policy: Policy) -> str:
    return _reason_of(cell.reason, policy) if isinstance(cell, Hidden) else ""


def _reason_of(words: str, policy: Policy) -> str:
    return next((reason.value for reason in Reason if policy.words(reason) == words), "")
