"""Which questions somebody is asked: of a module's quiz, and of the knowledge check."""

from collections.abc import Collection
from random import Random

from elearn.content.document import ModuleDocument
from elearn.domain.anchors import draw_check, take_in
from elearn.domain.quiz import DrawnItem, draw

ASKED_OF_ALL = frozenset({"A", "B"})
ASKED_OF_SPECIALISTS = ASKED_OF_ALL | {"C"}


def draw_quiz(
    document: ModuleDocument, rng: Random, *, avoid: frozenset[str], answered: Collection[str]
) -> tuple[DrawnItem, ...]:
    """A quiz by the module's blueprint, with as many anchor questions in it as the module says.

    ``avoid`` were asked in earlier tries. Anchors in ``answered`` are left out: whoever answered
    one before, here or in the knowledge check, has read its answer.
    """
    bank = document.bank()
    drawn = draw(bank, document.blueprint, rng, avoid=avoid)
    fresh = [one for one in document.anchor_bank() if one.key not in answered]
    return take_in(drawn, bank, fresh, document.anchors, rng) if fresh else drawn


def draw_knowledge_check(
    document: ModuleDocument, rng: Random, *, specialist: bool
) -> tuple[DrawnItem, ...]:
    """Every question in use: levels A and B, and level C for people whose work needs it."""
    levels = ASKED_OF_SPECIALISTS if specialist else ASKED_OF_ALL
    asked = [item for item in document.items if not item.reserve and item.level in levels]
    return draw_check([item.to_draw() for item in asked], rng)
