"""Marking a quiz: how much each answer counts, and whether the whole is enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from elearn.domain.answers import Chosen, words_of
from elearn.domain.typing_slips import is_accepted

WHOLE, NONE = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What is right: exactly ``correct``; where words are typed, any of the ``accepted`` texts
    with ``typos`` slips at most. ``partial``: a part of it counts for a part of the mark."""

    correct: Chosen
    safety_critical: bool = False
    partial: bool = False
    accepted: tuple[str, ...] = ()
    typos: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """The outcome. ``credits`` are each question's part of its mark, 0 to 1, ``points`` their
    sum and ``score`` the whole ones of these. ``right`` are the keys answered wholly right,
    ``safety_wrong`` sorted keys."""

    score: int
    out_of: int
    passed: bool
    safety_wrong: tuple[str, ...]
    right: frozenset[str]
    points: Fraction
    credits: Mapping[str, Fraction]


def credit(answer: Chosen | None, key: ItemKey) -> Fraction:
    """The part of its mark that an answer earns, 0 to 1.

    All or nothing; but where ``partial`` is set, right options chosen less wrong options chosen,
    as a share of the right ones, and never below 0. Choosing everything earns nothing extra.

    >>> several = ItemKey(frozenset("abc"), partial=True)
    >>> [str(credit(frozenset(said), several)) for said in ("abc", "ab", "abd", "de")]
    ['1', '2/3', '1/3', '0']
    >>> credit(frozenset("ab"), ItemKey(frozenset("abc")))
    Fraction(0, 1)
    """
    if not answer:
        return NONE
    if key.accepted:
        return WHOLE if is_accepted(words_of(answer), key.accepted, key.typos) else NONE
    if not key.partial:
        return WHOLE if answer == key.correct else NONE
    found = len(answer & key.correct) - len(answer - key.correct)
    return max(NONE, Fraction(found, len(key.correct)))


def is_enough(points: Fraction, out_of: int, pass_share: int) -> bool:
    """Whether the points reach the share, in per cent, of the questions asked.

    >>> is_enough(Fraction(8), 10, 80), is_enough(Fraction(15, 2), 10, 80)
    (True, False)
    """
    return out_of > 0 and points * 100 >= pass_share * out_of


def mark(answers: Mapping[str, Chosen], key: Mapping[str, ItemKey], pass_share: int) -> Mark:
    """Mark every question; pass on the share of the points *and* every safety-critical one whole.

    ``pass_share`` is in per cent. A question without an answer is wrong; an answer to a
    question that was not asked is ignored.

    >>> key = {"q1": ItemKey(frozenset("a")), "q2": ItemKey(frozenset("bc"), True)}
    >>> mark({"q1": frozenset("a"), "q2": frozenset("b")}, key, pass_share=50).passed
    False
    >>> mark({"q2": frozenset("cb")}, key, pass_share=50).passed
    True
    """
    credits = {item: credit(answers.get(item), wanted) for item, wanted in key.items()}
    right = frozenset(item for item, earned in credits.items() if earned == WHOLE)
    unsafe = tuple(sorted(item for item in key if key[item].safety_critical and item not in right))
    points = sum(credits.values(), NONE)
    passed = is_enough(points, len(key), pass_share) and not unsafe
    return Mark(int(points), len(key), passed, unsafe, right, points, credits)
