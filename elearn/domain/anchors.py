"""Anchor questions in a quiz: stable ones that compare people over time (curriculum.md B2)."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from elearn.domain.quiz import BankItem, DrawnItem, in_shown_order


def take_in(
    drawn: Sequence[DrawnItem],
    bank: Iterable[BankItem],
    anchors: Iterable[BankItem],
    most: int,
    rng: Random,
) -> tuple[DrawnItem, ...]:
    """The quiz with up to ``most`` of its questions replaced by anchors, chosen at random.

    An anchor takes the place of a question of its own topic that is not about safety, and is not
    about safety itself, so that the blueprint's counts stay. Fewer are replaced where fewer fit.

    >>> bank = [BankItem("q1", "T1", False, ("a", "b")), BankItem("q2", "T2", True, ("a", "b"))]
    >>> anchors = [BankItem("k1", "T1", False, ("a", "b")), BankItem("k2", "T2", False, ("a",))]
    >>> quiz = [DrawnItem("q1", ("a", "b")), DrawnItem("q2", ("a", "b"))]
    >>> [one.key for one in take_in(quiz, bank, anchors, 2, Random(1))]
    ['k1', 'q2']
    """
    known = {item.key: item for item in bank}
    left = _by_topic(anchors)
    taken = list(drawn)
    places = [place for place, one in enumerate(taken) if not known[one.key].safety_critical]
    for place in rng.sample(places, len(places)):
        fitting = left.get(known[taken[place].key].topic)
        if most > 0 and fitting:
            anchor = fitting.pop(rng.randrange(len(fitting)))
            taken[place] = DrawnItem(anchor.key, in_shown_order(anchor, rng))
            most -= 1
    return tuple(taken)


def draw_check(items: Iterable[BankItem], rng: Random) -> tuple[DrawnItem, ...]:
    """Every one of these questions once, in an order of its own.

    >>> sorted(one.key for one in draw_check([BankItem("k1", "T1", False, ("a",))], Random(1)))
    ['k1']
    """
    every = sorted(items, key=lambda item: item.key)
    return tuple(
        DrawnItem(item.key, in_shown_order(item, rng)) for item in rng.sample(every, len(every))
    )


def _by_topic(anchors: Iterable[BankItem]) -> Mapping[str, list[BankItem]]:
    found: dict[str, list[BankItem]] = {}
    for one in sorted(anchors, key=lambda item: item.key):
        if not one.safety_critical:
            found.setdefault(one.topic, []).append(one)
    return found
