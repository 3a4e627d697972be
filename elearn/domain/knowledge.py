"""What people know, from first attempts: mastery by topic, calibration, shrinking, gain."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from statistics import fmean

from elearn.domain.coverage import RuleSet
from elearn.domain.gain import Gain, gain, hake_gain, retained_share
from elearn.domain.items import (
    Verdict,
    corrected_for_guessing,
    facility,
    item_verdict,
    kr20,
    point_biserial,
)

HIGHEST_CONFIDENCE = 5

__all__ = [
    "AnswerFact",
    "Calibration",
    "Gain",
    "TopicKnowledge",
    "Verdict",
    "calibration",
    "corrected_for_guessing",
    "facility",
    "gain",
    "hake_gain",
    "item_verdict",
    "knowledge_by_topic",
    "kr20",
    "masters",
    "point_biserial",
    "retained_share",
    "shrink",
]


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """One first attempt at one item, in the window. ``confidence`` is 1 to 5, or not asked."""

    person: Hashable
    topic: str
    level: str
    safety_critical: bool
    correct: bool
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class TopicKnowledge:
    """Counts of one topic. People: ``people`` answered anything, ``assessed`` answered enough to
    be judged, ``masters`` of those. Answers (of all who answered): ``items_answered`` and
    ``items_right``; ``sure_asked`` were given surely (confidence 4 or 5), ``sure_wrong`` of those.
    """

    people: int = 0
    assessed: int = 0
    masters: int = 0
    items_right: int = 0
    items_answered: int = 0
    sure_wrong: int = 0
    sure_asked: int = 0

    @property
    def mastery(self) -> float | None:
        """Per cent of those assessed who master the topic.

        >>> TopicKnowledge(people=30, assessed=22, masters=11).mastery
        50.0
        """
        return 100 * self.masters / self.assessed if self.assessed else None

    @property
    def mean_score(self) -> float | None:
        """Per cent of answers that were right.

        >>> TopicKnowledge(items_right=61, items_answered=100).mean_score
        61.0
        """
        return 100 * self.items_right / self.items_answered if self.items_answered else None

    @property
    def confident_wrong(self) -> float | None:
        """Per cent of sure answers that were wrong (C3.16): the early warning.

        >>> TopicKnowledge(sure_wrong=9, sure_asked=50).confident_wrong
        18.0
        """
        return 100 * self.sure_wrong / self.sure_asked if self.sure_asked else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure people were against how right they were, all shares between 0 and 1."""

    answers: int
    mean_confidence: float
    mean_correct: float
    bias: float
    brier: float
    confident_wrong: float | None


def masters(answers: Iterable[AnswerFact], rules: RuleSet) -> bool | None:
    """Whether one person masters one topic (C3.8); None with too few items to say.

    >>> right = AnswerFact("p", "T1", "A", safety_critical=False, correct=True)
    >>> wrong = AnswerFact("p", "T1", "A", safety_critical=False, correct=False)
    >>> masters([right] * 4 + [wrong], RuleSet()), masters([right] * 2, RuleSet())
    (True, None)
    """
    facts = list(answers)
    if len(facts) < rules.mastery_items:
        return None
    if any(fact.safety_critical and not fact.correct for fact in facts):
        return False
    # A hair's breadth, so that 4 of 5 is 80% whatever 0.8 * 5 comes to.
    return sum(fact.correct for fact in facts) >= rules.mastery_share * len(facts) - 1e-9


def knowledge_by_topic(facts: Iterable[AnswerFact], rules: RuleSet) -> dict[str, TopicKnowledge]:
    """The counts of every topic with an answer, in the order of the topics' codes.

    A person is judged once per topic over all the facts given: pass the facts of one level to
    have the figures of that level.

    >>> fact = AnswerFact("p", "T1", "A", safety_critical=False, correct=True, confidence=5)
    >>> knowledge_by_topic([fact] * 3, RuleSet())["T1"].masters
    1
    """
    topics: dict[str, dict[Hashable, list[AnswerFact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        topics[fact.topic][fact.person].append(fact)
    return {topic: _of_topic(topics[topic].values(), rules) for topic in sorted(topics)}


def _of_topic(people: Iterable[list[AnswerFact]], rules: RuleSet) -> TopicKnowledge:
    persons = list(people)
    judged = [masters(facts, rules) for facts in persons]
    answers = [fact for facts in persons for fact in facts]
    sure = [fact for fact in answers if _is_sure(fact, rules)]
    return TopicKnowledge(
        people=len(persons),
        assessed=sum(verdict is not None for verdict in judged),
        masters=sum(verdict is True for verdict in judged),
        items_right=sum(fact.correct for fact in answers),
        items_answered=len(answers),
        sure_wrong=sum(not fact.correct for fact in sure),
        sure_asked=len(sure),
    )


def _is_sure(fact: AnswerFact, rules: RuleSet) -> bool:
    return fact.confidence is not None and fact.confidence >= rules.sure_from


def calibration(facts: Iterable[AnswerFact], rules: RuleSet) -> Calibration | None:
    """Bias, Brier score and confident-wrong rate of the answers with a confidence (C3.16).

    Confidence 1 to 5 counts as 0.2 to 1.0. None when nobody was asked.

    >>> fact = AnswerFact("p", "T1", "A", safety_critical=False, correct=False, confidence=4)
    >>> calibration([fact], RuleSet()).bias
    0.8
    """
    asked = [fact for fact in facts if fact.confidence is not None]
    if not asked:
        return None
    said = [(fact.confidence or 0) / HIGHEST_CONFIDENCE for fact in asked]
    was = [float(fact.correct) for fact in asked]
    sure = [fact for fact in asked if _is_sure(fact, rules)]
    return Calibration(
        answers=len(asked),
        mean_confidence=fmean(said),
        mean_correct=fmean(was),
        bias=fmean(said) - fmean(was),
        brier=fmean((c - x) ** 2 for c, x in zip(said, was, strict=True)),
        confident_wrong=sum(not fact.correct for fact in sure) / len(sure) if sure else None,
    )


def shrink(
    masters: float, assessed: float, partnership_mastery: float, weight: float = 10
) -> float:
    """Mastery drawn towards the partnership's, as a share, for ranking only (C3.9).

    >>> round(shrink(11, 22, 0.770), 3)
    0.584
    """
    if assessed + weight <= 0:
        return partnership_mastery
    return (masters + weight * partnership_mastery) / (assessed + weight)
