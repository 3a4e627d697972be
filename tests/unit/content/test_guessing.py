"""Nobody passes a quiz of ours by luck, and hardly anybody who knows the matter fails it.

For each of some hundred draws the chance to pass is reckoned exactly, from all the answers that a
page lets through; words are never typed right by chance.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations
from pathlib import Path
from random import Random
from statistics import fmean

import pytest

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.content.reader import read_all
from elearn.demo.guessing import guess
from elearn.domain.answers import typed
from elearn.domain.marking import credit, is_enough
from elearn.learning.drawing import draw_quiz
from tests.support.document import items_of_every_type

OURS = Path(__file__).parents[3] / "modules"
TODAY = date(2026, 11, 22)
MODULES = sorted(
    path.parent.name
    for path in OURS.glob("*/module.yaml")
    if "kind: check" not in path.read_text("utf-8")  # nobody passes or fails the knowledge check
)
DRAWS = 150
LUCK, KNOWN = 0.01, 0.95
MOSTLY = 0.75

Chances = dict[Fraction, float]


@cache
def reading() -> dict[str, ModuleDocument]:
    return {one.slug: one for one in read_all(OURS, today=TODAY).documents}


def answers_to(item: Item) -> Iterator[frozenset[str]]:
    """Every answer that the page of a question lets through."""
    ids = item.shown
    if item.typed:
        yield typed("no idea")
    elif item.pairs:
        for rights in permutations(ids):
            yield frozenset(p.id + one for p, one in zip(item.pairs, rights, strict=True))
    elif item.steps:
        for steps in permutations(ids):
            yield frozenset(f"{place}{one}" for place, one in enumerate(steps, start=1))
    else:
        most = len(ids) if item.type == "multiple" else 1
        for size in range(1, most + 1):
            yield from map(frozenset, combinations(ids, size))


@cache
def guessed(item: Item) -> Chances:
    """What each credit's chance is for somebody who answers by lot."""
    found = Counter(credit(answer, item.key_to_mark()) for answer in answers_to(item))
    return {earned: times / found.total() for earned, times in found.items()}


def known(_item: Item) -> Chances:
    return {Fraction(1): KNOWN, Fraction(0): 1 - KNOWN}


def chance_to_pass(document: ModuleDocument, drawn, chances) -> float:
    """The chance that all safety-critical ones are whole and the points are enough."""
    points: Chances = {Fraction(0): 1.0}
    for one in drawn:
        item, after = document.items_by_key[one.key], Counter()
        for earned, chance in chances(item).items():
            if item.safety_critical and earned < 1:
                continue
            for before, so_far in points.items():
                after[before + earned] += so_far * chance
        points = after
    enough = document.pass_share
    return sum(chance for sum_, chance in points.items() if is_enough(sum_, len(drawn), enough))


def average(document: ModuleDocument, chances) -> float:
    rng = Random(document.slug)
    draws = [draw_quiz(document, rng, avoid=frozenset(), answered=()) for _ in range(DRAWS)]
    return fmean(chance_to_pass(document, drawn, chances) for drawn in draws)


@pytest.mark.parametrize("slug", MODULES)
def test_luck_does_not_pass_and_knowing_does(slug):
    document = reading()[slug]
    assert average(document, guessed) < LUCK
    assert average(document, known) > MOSTLY


def test_every_way_to_guess_is_as_likely_as_reckoned():
    """The lot that a demonstration's guesser draws, against all the answers there are."""
    rng, times = Random(4), 4000
    for item in items_of_every_type("M01"):
        ways = set(answers_to(item))
        drawn = Counter(guess(item, rng) for _ in range(times))
        if not item.typed:
            assert set(drawn) == ways, item.type
            assert min(drawn.values()) > 0.7 * times / len(ways), item.type


def test_the_chance_of_a_guess_is_what_it_should_be():
    chances = {item.key: guessed(item).get(Fraction(1), 0) for item in items_of_every_type("M01")}
    assert chances == pytest.approx(
        {
            "m01-single": 1 / 3,
            "m01-true-false": 1 / 2,
            "m01-multiple": 1 / 15,
            "m01-partial": 1 / 15,
            "m01-decision": 1 / 3,
            "m01-matching": 1 / 6,
            "m01-ordering": 1 / 6,
            "m01-short": 0,
        }
    )
