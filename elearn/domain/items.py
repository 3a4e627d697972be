"""How good the questions are: facility, discrimination and reliability."""

from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean, pvariance

FEWEST_FOR_A_VERDICT = 50
KEEP_FROM, REVIEW_FROM = 0.20, 0.10
TOO_HARD, TOO_EASY = 0.30, 0.95


class Verdict(StrEnum):
    """What to do with a question (audit-method.md C3.6)."""

    KEEP = "keep"
    REVIEW = "review"
    RETIRE = "retire"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The fixed words for people.

        >>> Verdict.UNKNOWN.label
        'Too few to say'
        """
        return "Too few to say" if self is Verdict.UNKNOWN else self.value.capitalize()


def facility(right: int, answered: int) -> float | None:
    """The share of first attempts that were right (C3.5), 0 to 1.

    >>> facility(45, 60)
    0.75
    """
    return right / answered if answered else None


def corrected_for_guessing(share: float, options: int) -> float:
    """Facility less what guessing among ``options`` would give (C3.5); may be negative.

    >>> corrected_for_guessing(0.75, options=4)
    0.6666666666666666
    """
    if options < 2:
        raise ValueError("a question has two options or more")
    guess = 1 / options
    return (share - guess) / (1 - guess)


def point_biserial(item: Sequence[int], rest: Sequence[float]) -> float | None:
    """The correlation of an item (0 or 1) with the total *without* it (C3.6).

    None when either does not vary, or with fewer than two people.

    >>> round(point_biserial([1, 1, 0, 0], [4, 3, 2, 1]), 3)
    0.894
    """
    if len(item) != len(rest):
        raise ValueError("every answer needs its total")
    if len(item) < 2:
        return None
    spread = pvariance(item) * pvariance(rest)
    if spread <= 0:
        return None
    middle, centre = fmean(item), fmean(rest)
    together = fmean((a - middle) * (b - centre) for a, b in zip(item, rest, strict=True))
    return float(together / spread**0.5)


def kr20(answers: Sequence[Sequence[int]]) -> float | None:
    """KR-20 of a check: one row a person, one 0 or 1 an item (C3.7).

    None with fewer than two items or people, or when all totals are the same. Quote it only
    from 20 items and 100 people.

    >>> round(kr20([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]), 2)
    0.75
    """
    if len(answers) < 2 or len(answers[0]) < 2:
        return None
    items = len(answers[0])
    total = pvariance([sum(row) for row in answers])
    if total <= 0:
        return None
    shares = [fmean(column) for column in zip(*answers, strict=True)]
    return float(items / (items - 1) * (1 - sum(p * (1 - p) for p in shares) / total))


def item_verdict(
    share: float | None, discrimination: float | None, answered: int, safety_critical: bool
) -> Verdict:
    """Keep, review or retire, once there are 50 first answers (C3.6).

    An easy safety-critical question is a good one.

    >>> item_verdict(0.97, 0.12, 80, safety_critical=False).label
    'Review'
    """
    if answered < FEWEST_FOR_A_VERDICT or share is None or discrimination is None:
        return Verdict.UNKNOWN
    if discrimination < REVIEW_FROM:
        return Verdict.RETIRE
    hard, easy = share < TOO_HARD, share > TOO_EASY and not safety_critical
    weak = discrimination < KEEP_FROM
    return Verdict.REVIEW if weak or hard or easy else Verdict.KEEP
