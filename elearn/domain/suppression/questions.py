"""Suppression of what is known of questions: first answers, right ones, and what was chosen."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression.policy import (
    Audience,
    Cell,
    Hidden,
    Policy,
    Reason,
    Shown,
    policy_for,
)
from elearn.domain.suppression.protector import Edge, Protector
from elearn.domain.suppression.shapes import PlainShape, ShareShape
from elearn.domain.suppression.table import Figure, ProtectedFigure

KNOWN_ELSEWHERE = 10_000  # totals that stand on other pages are hidden last


class Asked(NamedTuple):
    """A question with the topic and level whose totals it is a part of."""

    item: str
    topic: str
    level: str


def protect_items(
    rows: Mapping[Asked, Figure], *, audience: Audience, rules: RuleSet
) -> dict[Asked, ProtectedFigure]:
    """Decide every question: right answers (the count) of first answers (the base), both over the
    partnership. The sums over a topic and level, and over a topic, are known to the reader: they
    are those of knowledge. Where such a sum would have to be hidden, none of its questions is
    told.

    >>> q = {Asked(f"q{n}", "T1", "A"): Figure(right, 60) for n, right in enumerate((40, 58, 30))}
    >>> [one.note for one in protect_items(
    ...     q, audience=Audience.PARTNERSHIP, rules=RuleSet()).values()]
    ['hidden: protects another cell', 'hidden: complement', '']
    """
    policy = policy_for(audience, rules)
    places = sorted(rows)
    edges = [
        Edge(one, ("topic", one.topic, one.level), "items", _values(rows[one])) for one in places
    ]
    sums = _sums(rows)
    edges += [_total(place, figure) for place, figure in sums.items()]
    edges.append(Edge(None, "items", "all", (0, 0), printed=False))
    protector = Protector(edges, ShareShape(policy))
    protector.protect()
    lost = {place for i, place in enumerate(sums, len(places)) if protector.hidden[i]}
    shown = {}
    for i, one in enumerate(places):
        base, count = protector.printed(i, policy)
        if lost & {(one.topic, one.level), (one.topic, "")}:
            base = count = Hidden(policy.words(Reason.PROTECTS))
        shown[one] = ProtectedFigure(count, base)
    return {one: shown[one] for one in rows}


def _values(figure: Figure) -> tuple[int, int]:
    return figure.base or 0, figure.count


def _sums(rows: Mapping[Asked, Figure]) -> dict[tuple[str, str], Figure]:
    sums: dict[tuple[str, str], Figure] = {}
    for one, figure in sorted(rows.items()):
        for place in ((one.topic, one.level), (one.topic, "")):
            sums[place] = sums[place] + figure if place in sums else figure
    return sums


def _total(place: tuple[str, str], figure: Figure) -> Edge:
    topic, level = place
    tail: Hashable = ("topics", topic)
    if level:
        return Edge(place, tail, ("topic", topic, level), _values(figure), weight=KNOWN_ELSEWHERE)
    return Edge(place, "all", tail, _values(figure), weight=KNOWN_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Answers:
    """How often each answer to a question was chosen. ``exclusive``: each person chose one, so
    that they add up to the first answers; otherwise any number of them."""

    chosen: Mapping[str, int]
    right: frozenset[str]
    base: int
    exclusive: bool


def protect_choices(
    answers: Answers, question: ProtectedFigure, *, audience: Audience, rules: RuleSet
) -> dict[str, Cell]:
    """Decide how often each answer was chosen, beside the question's own figures. Where those are
    hidden, or would have to be, none of its answers is told.

    >>> told = ProtectedFigure(Shown(40), Shown(60))
    >>> found = protect_choices(Answers({"a": 40, "b": 12, "c": 8}, frozenset("a"), 60, True),
    ...     told, audience=Audience.PARTNERSHIP, rules=RuleSet())
    >>> found["c"]
    Shown(value=8)
    """
    policy = policy_for(audience, rules)
    if question.note:
        return {option: Hidden(question.note) for option in answers.chosen}
    if not answers.exclusive:
        return {option: _share(n, answers.base, policy) for option, n in answers.chosen.items()}
    options = list(answers.chosen)
    edges = [Edge("base", "people", "answers", (answers.base,), weight=KNOWN_ELSEWHERE)]
    edges += [_choice(option, answers) for option in options]
    protector = Protector(edges, PlainShape(policy))
    protector.protect()
    known = [0, *(i for i, option in enumerate(options, 1) if option in answers.right)]
    if any(protector.hidden[i] for i in known):
        hidden = Hidden(policy.words(Reason.PROTECTS))
        return dict.fromkeys(options, hidden)
    return {option: protector.printed(i, policy)[0] for i, option in enumerate(options, 1)}


def _choice(option: str, answers: Answers) -> Edge:
    weight = KNOWN_ELSEWHERE if option in answers.right else 1
    return Edge(option, "answers", "people", (answers.chosen[option],), weight=weight)


def _share(chosen: int, base: int, policy: Policy) -> Cell:
    """A count that others chose beside it: hidden where it or what is left is few."""
    if policy.is_few(chosen):
        return Hidden(policy.words(Reason.FEWER))
    if policy.is_few(base - chosen):
        return Hidden(policy.words(Reason.COMPLEMENT))
    return Shown(policy.rounded(chosen))
