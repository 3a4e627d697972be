"""Which five questions a room is asked: such as can be answered aloud, on paper and on a phone."""

from random import Random

from elearn.content.document import ModuleDocument
from elearn.domain.briefings import QUESTIONS, draw_five
from elearn.domain.quiz import DrawnItem

TO_TICK = frozenset({"single", "multiple", "true-false", "decision"})


def five_of(document: ModuleDocument, rng: Random) -> tuple[DrawnItem, ...]:
    """Five questions of the module's bank, or all there are. Anchor questions measure what people
    know from one year to the next, so they are read out in a room only where nothing else is left.
    """
    good = [one for one in document.items if one.type in TO_TICK and not one.reserve]
    plain = [one for one in good if not one.anchor]
    bank = plain if len(plain) >= QUESTIONS else good
    safety = sum(line.safety for line in document.blueprint)
    return draw_five([one.to_draw() for one in bank], safety, rng)
