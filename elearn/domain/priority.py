"""Who should act first: unready people, weighted by exposure and by local risk (C7)."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.domain.coverage import RuleSet
from elearn.domain.knowledge import shrink

SAFETY_TOPICS = frozenset({"T5", "T6", "T7", "T8"})
CLASSES = {0.5: "weight_general", 1.0: "weight_contact", 1.5: "weight_decision"}


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What is known of one agency. ``in_scope`` and ``in_date`` count a person once per required
    module (C3.4); ``assessed`` and ``masters`` are people per topic, on average over the topics
    its roles need; ``mastery_of_all`` is the partnership's share over the same topics, None
    where nobody was assessed anywhere; ``weight`` is w and ``risk`` is g."""

    agency: str
    in_scope: int
    in_date: int
    assessed: float
    masters: float
    mastery_of_all: float | None
    weight: float
    risk: float


@dataclass(frozen=True, slots=True)
class Score:
    """Each factor and what comes of them. Shares lie between 0 and 1; ``mastery`` is shrunk, None
    where nobody was assessed anywhere; the indices are 100 for the largest."""

    agency: str
    coverage: float
    mastery: float | None
    ready: float
    unready: float
    weight: float
    risk: float
    volume: float
    intensity: float
    volume_index: float = 0.0
    intensity_index: float = 0.0


def exposure_weight(exposure: float, rules: RuleSet) -> float:
    """What a role weighs: the curriculum's 0.5, 1.0 and 1.5 are three classes whose weights the
    partnership may set; any other number counts as it is.

    >>> exposure_weight(1.5, RuleSet(weight_decision=2.0)), exposure_weight(0.8, RuleSet())
    (2.0, 0.8)
    """
    name = CLASSES.get(exposure)
    return float(getattr(rules, name)) if name else exposure


def mastery_of(masters: float, assessed: float, of_all: float | None, k: float) -> float | None:
    """Topic mastery drawn towards the partnership's (C3.9).

    >>> round(mastery_of(11, 22, 537 / 697, 10), 3)
    0.585
    """
    if of_all is None:
        return None
    return shrink(masters, assessed, of_all, k)


def ready_share(coverage: float, mastery: float | None) -> float:
    """In date and knowing it: whoever is out of date is taken as not ready. Where nobody was
    assessed anywhere, whoever is in date is taken as ready.

    >>> round(ready_share(0.7, 0.648), 3), ready_share(0.7, None)
    (0.454, 0.7)
    """
    return coverage if mastery is None else coverage * mastery


def score(one: Standpoint, rules: RuleSet) -> Score:
    """The factors and both scores of one agency, without the indices.

    >>> alpha = Standpoint("alpha", 240, 168, 150, 96, 537 / 697, 1.5, 1.408)
    >>> found = score(alpha, RuleSet())
    >>> round(found.ready, 3), round(found.unready, 1), round(found.volume, 1)
    (0.454, 131.1, 276.9)
    """
    coverage = min(1.0, one.in_date / one.in_scope) if one.in_scope else 0.0
    mastery = mastery_of(one.masters, one.assessed, one.mastery_of_all, rules.shrink_weight)
    ready = ready_share(coverage, mastery)
    factor = one.weight * one.risk
    return Score(
        agency=one.agency,
        coverage=coverage,
        mastery=mastery,
        ready=ready,
        unready=one.in_scope * (1 - ready),
        weight=one.weight,
        risk=one.risk,
        volume=one.in_scope * (1 - ready) * factor,
        intensity=100 * (1 - ready) * factor,
    )


def scores(standpoints: Iterable[Standpoint], rules: RuleSet) -> tuple[Score, ...]:
    """The scores of all with their indices, the largest volume first."""
    found = [score(one, rules) for one in standpoints]
    most = max((one.volume for one in found), default=0.0)
    deepest = max((one.intensity for one in found), default=0.0)
    indexed = [_indexed(one, most, deepest) for one in found]
    return tuple(sorted(indexed, key=lambda one: (-one.volume, one.agency)))


def _indexed(one: Score, most: float, deepest: float) -> Score:
    return Score(
        one.agency,
        one.coverage,
        one.mastery,
        one.ready,
        one.unready,
        one.weight,
        one.risk,
        one.volume,
        one.intensity,
        100 * one.volume / most if most else 0.0,
        100 * one.intensity / deepest if deepest else 0.0,
    )


def topic_weight(topic: str, rules: RuleSet) -> float:
    """Topics 5 to 8 are those of safety (C7).

    >>> topic_weight("T5", RuleSet()), topic_weight("T1", RuleSet())
    (1.5, 1.0)
    """
    return rules.safety_weight if topic in SAFETY_TOPICS else 1.0


def topic_priority(wrong: float | None, mastery: float | None, weight: float) -> float | None:
    """``T(k)``: the confident-wrong rate times the share who do not master it, times the weight;
    both rates in per cent. None where either is not known.

    >>> round(topic_priority(18, 60, 1.5), 3)
    0.108
    """
    if wrong is None or mastery is None:
        return None
    return wrong / 100 * (1 - mastery / 100) * weight
