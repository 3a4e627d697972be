"""Topic priorities of the partnership, from the rows of knowledge that a reader may see (C7)."""

from dataclasses import dataclass

from elearn.audit.facts import Facts
from elearn.audit.shown import Shown
from elearn.domain.coverage import RuleSet
from elearn.domain.priority import topic_priority, topic_weight


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic: shares in per cent, its weight, and ``T(k)``; None is hidden or was not asked."""

    topic: str
    assessed: int | None
    mastery: float | None
    confident_wrong: float | None
    weight: float
    priority: float | None
    note: str


def topic_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[TopicRow, ...]:
    """Every topic anybody was assessed in, the largest priority first, the unknown ones last."""
    rows = [
        _row(known.topic, known.assessed, known.mastery, known.confident_wrong, known.note, rules)
        for known in shown.knowledge.values()
        if not (known.agency or known.role or known.level)
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: TopicRow) -> tuple[bool, float, int, str]:
    return row.priority is None, -(row.priority or 0.0), len(row.topic), row.topic


def _row(
    topic: str,
    assessed: int | None,
    mastery: float | None,
    wrong: float | None,
    note: str,
    rules: RuleSet,
) -> TopicRow:
    weight = topic_weight(topic, rules)
    found = topic_priority(wrong, mastery, weight)
    return TopicRow(topic, assessed, mastery, wrong, weight, found, note)
