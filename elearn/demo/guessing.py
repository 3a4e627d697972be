"""Answers to questions of any type by somebody who knows little, or nothing at all."""

from random import Random

from elearn.content.items import Item
from elearn.domain.answers import Chosen, typed

NOT_KNOWN = "I do not know"


def guess(item: Item, rng: Random) -> Chosen:
    """An answer by lot, every one that the page lets through being as likely: one option, some
    options, one arrangement. Words are not guessed: nobody types the right ones by chance."""
    if item.typed:
        return typed(NOT_KNOWN)
    ids = item.shown
    if item.pairs:
        rights = rng.sample(ids, len(ids))
        return frozenset(pair.id + one for pair, one in zip(item.pairs, rights, strict=True))
    if item.steps:
        places = enumerate(rng.sample(ids, len(ids)), start=1)
        return frozenset(f"{place}{step}" for place, step in places)
    if item.type == "multiple":
        ways = rng.randrange(1, 2 ** len(ids))
        return frozenset(one for n, one in enumerate(ids) if ways >> n & 1)
    return frozenset({rng.choice(ids)})


def wrong_answer(item: Item, rng: Random) -> Chosen:
    """An answer that is not the right one, as people give who know a little."""
    if item.typed:
        return typed(NOT_KNOWN)
    if item.pairs or item.steps:
        return _two_swapped(item, rng)
    wrong = [option.id for option in item.options if not option.correct]
    if item.type != "multiple":
        return frozenset({rng.choice(wrong)})
    near = item.correct ^ {rng.choice(item.shown)}  # one too many, or one too few
    return near or frozenset({rng.choice(wrong)})


def _two_swapped(item: Item, rng: Random) -> Chosen:
    """The right arrangement, but for two neighbours."""
    right = sorted(item.correct)
    at = rng.randrange(len(right) - 1)
    one, other = right[at], right[at + 1]
    return frozenset({*right, one[0] + other[1:], other[0] + one[1:]} - {one, other})
