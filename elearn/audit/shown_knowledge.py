"""What a reader may see of what people know: suppression of topic x agency x role x level."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from elearn.audit.facts import KnowledgeFact, values_of
from elearn.audit.withheld.facts import WithheldFact
from elearn.domain.coverage import Band, RuleSet, mastery_band
from elearn.domain.intervals import Interval, wilson
from elearn.domain.suppression import (
    Audience,
    Cell,
    Figure,
    Hidden,
    KnowledgePlace,
    Policy,
    ProtectedFigure,
    Reason,
    Shown,
    policy_for,
    protect_knowledge,
)


class KnowledgeKey(NamedTuple):
    """Blank ``role``: the whole agency; blank ``level``: all levels; blank ``agency``: the
    partnership."""

    agency: str
    role: str
    topic: str
    level: str


@dataclass(frozen=True, slots=True)
class KnowledgeRow:
    """One topic as one reader may see it; None is hidden and ``note`` says why. ``answers`` and
    ``sure`` are the bases of the two shares of answers, printed for the partnership only."""

    agency: str
    role: str
    topic: str
    level: str
    assessed: int | None
    masters: int | None
    mean_score: float | None
    confident_wrong: float | None
    answers: int | None
    sure: int | None
    band: Band | None
    note: str

    @property
    def mastery(self) -> float | None:
        """Per cent of those assessed who master the topic, from the numbers that are shown."""
        if not self.assessed or self.masters is None:
            return None
        return min(100.0, 100 * self.masters / self.assessed)

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval of the mastery in per cent, of those assessed (C3.10, C3.11)."""
        if not self.assessed or self.masters is None:
            return None
        return wilson(min(self.masters, self.assessed), self.assessed).percent

    @property
    def is_hidden(self) -> bool:
        return self.masters is None


def knowledge_rows(
    facts: Iterable[KnowledgeFact],
    *,
    audience: Audience,
    rules: RuleSet,
    withheld: Iterable[WithheldFact] = (),
) -> dict[KnowledgeKey, KnowledgeRow]:
    """Every row of agencies and of the partnership, in the order of their keys. What was frozen as
    ``withheld`` from the partnership is taken from there; an edition of before that was frozen,
    and any other reader, go through the engine."""
    rows = _printed(facts)
    policy = policy_for(audience, rules)
    closed = {KnowledgeKey(*values_of(one)[:4]): one for one in withheld}
    if closed and audience is Audience.PARTNERSHIP:
        decided = {key: _frozen(fact, closed.get(key), policy) for key, fact in rows.items()}
    else:
        decided = decide(rows.values(), audience=audience, rules=rules)
    return {key: _row(rows[key], decided[key], policy, rules) for key in sorted(rows)}


def decide(
    facts: Iterable[KnowledgeFact], *, audience: Audience, rules: RuleSet
) -> dict[KnowledgeKey, ProtectedFigure]:
    """What the engine decides of every row, topic by topic."""
    topics: dict[str, dict[KnowledgePlace, Figure]] = defaultdict(dict)
    for key, fact in _printed(facts).items():
        place = KnowledgePlace(key.agency, key.role, key.level)
        topics[key.topic][place] = Figure(fact.masters, fact.assessed)
    return {
        KnowledgeKey(place.agency, place.role, topic, place.level): figure
        for topic, figures in topics.items()
        for place, figure in protect_knowledge(figures, audience=audience, rules=rules).items()
    }


def _printed(facts: Iterable[KnowledgeFact]) -> dict[KnowledgeKey, KnowledgeFact]:
    """The rows there are to show. The partnership's rows by role are left out: they would be a
    second total of the same cells."""
    return {
        KnowledgeKey(fact.agency, fact.role, fact.topic, fact.level): fact
        for fact in facts
        if fact.agency or not fact.role
    }


def _frozen(fact: KnowledgeFact, closed: WithheldFact | None, policy: Policy) -> ProtectedFigure:
    """The figure as the freeze decided it."""
    count, base = (closed.count, closed.base) if closed else ("", "")
    return ProtectedFigure(_cell(fact.masters, count, policy), _cell(fact.assessed, base, policy))


def _cell(number: int, reason: str, policy: Policy) -> Cell:
    return Hidden(policy.words(Reason(reason))) if reason else Shown(policy.rounded(number))


def _row(
    fact: KnowledgeFact, figure: ProtectedFigure, policy: Policy, rules: RuleSet
) -> KnowledgeRow:
    assessed, masters = _number(figure.base), _number(figure.count)
    note = figure.note
    score = None if note else _share(fact.items_right, fact.items_answered, policy)
    wrong = None if note else _share(fact.sure_wrong, fact.sure_asked, policy)
    if not note and fact.people < policy.min_base:
        score = wrong = None
        note = f"shares hidden: fewer than {policy.min_base} people"
    elif wrong is not None and fact.sure_asked < policy.min_base:
        wrong = None
        note = f"sure but wrong hidden: fewer than {policy.min_base} answers"
    whole = not fact.agency
    return KnowledgeRow(
        fact.agency,
        fact.role,
        fact.topic,
        fact.level,
        assessed,
        masters,
        score,
        wrong,
        policy.rounded(fact.items_answered) if whole and score is not None else None,
        policy.rounded(fact.sure_asked) if whole and wrong is not None else None,
        _band(assessed, masters, rules),
        note,
    )


def _band(assessed: int | None, masters: int | None, rules: RuleSet) -> Band | None:
    if assessed is None or (masters is None and assessed >= rules.min_base):
        return None
    return mastery_band(masters or 0, assessed, rules)


def _share(part: int, of: int, policy: Policy) -> float | None:
    """Per cent, from rounded numbers where the reader's rule rounds."""
    base = policy.rounded(of)
    return min(100.0, 100 * policy.rounded(part) / base) if base else None


def _number(cell: Cell | None) -> int | None:
    return cell.value if isinstance(cell, Shown) else None
