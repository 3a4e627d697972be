"""Statistics of questions and answers from whole-number sums, so that every database and every
order of rows gives the same figure (audit-method C3.5, C3.6, C3.7, C3.15, C3.16)."""

from dataclasses import dataclass
from math import sqrt

from elearn.domain.gain import hake_gain, retained_share, t_limit
from elearn.domain.intervals import Interval
from elearn.domain.items import corrected_for_guessing, facility

# A share as a whole number: exact for every share of 12 questions or fewer.
WHOLE = 27_720
# What wrong answers weigh in the correction for guessing, as a whole number for 2 to 6 options.
GUESS = 60
HIGHEST_CONFIDENCE = 5
FEWEST_ITEMS, FEWEST_PEOPLE = 20, 100


def parts_of_whole(part: int, of: int) -> int:
    """A share in 27,720ths, to the nearest.

    >>> parts_of_whole(3, 4), parts_of_whole(1, 13)
    (20790, 2132)
    """
    return (2 * WHOLE * part + of) // (2 * of)


@dataclass(frozen=True, slots=True)
class ItemSums:
    """First answers to one question. ``others`` had other questions beside it in their attempt;
    of those: how many were right at this one, and the sums of the share right at the others (in
    27,720ths), of its squares, and of it over those who were right."""

    answers: int
    right: int
    others: int
    others_right: int
    rest: int
    rest_squares: int
    rest_right: int

    @property
    def facility(self) -> float | None:
        return facility(self.right, self.answers)

    def corrected(self, options: int) -> float | None:
        """Facility corrected for guessing among so many options; None where nothing is corrected
        (fewer than two options to guess among)."""
        share = self.facility
        return None if share is None or options < 2 else corrected_for_guessing(share, options)

    @property
    def discrimination(self) -> float | None:
        """The point-biserial of the question with the total without it (C3.6); None where either
        does not vary. The total is a share, as attempts are not all of one length.

        >>> ItemSums(4, 2, 4, 2, 10, 30, 7).discrimination
        0.8944271909999159
        """
        n, x = self.others, self.others_right
        spread = (n * x - x * x) * (n * self.rest_squares - self.rest**2)
        return (n * self.rest_right - self.rest * x) / sqrt(spread) if spread > 0 else None


@dataclass(frozen=True, slots=True)
class SureSums:
    """Answers with a confidence of 1 to 5: how many, how many were right, the sums of the
    confidence, of its squares and of it over the right ones; and the sure answers, and those of
    them that were wrong."""

    asked: int
    asked_right: int
    confidence: int
    confidence_squares: int
    confidence_right: int
    sure: int
    sure_wrong: int

    @property
    def mean_confidence(self) -> float | None:
        """Confidence 1 to 5 counts as 0.2 to 1.0 (C3.16)."""
        return self.confidence / (HIGHEST_CONFIDENCE * self.asked) if self.asked else None

    @property
    def bias(self) -> float | None:
        """How much surer people were than right, as a share; below 0 they were too unsure."""
        if not self.asked:
            return None
        whole = HIGHEST_CONFIDENCE * self.asked
        return (self.confidence - HIGHEST_CONFIDENCE * self.asked_right) / whole

    @property
    def brier(self) -> float | None:
        """The mean squared distance of confidence from what came of it."""
        if not self.asked:
            return None
        top = HIGHEST_CONFIDENCE
        squares = self.confidence_squares - 2 * top * self.confidence_right
        return (squares + top * top * self.asked_right) / (top * top * self.asked)

    @property
    def confident_wrong(self) -> float | None:
        """The share of sure answers that were wrong."""
        return self.sure_wrong / self.sure if self.sure else None


def bias_words(bias: float) -> str:
    """How sure people were against how right they were.

    >>> bias_words(0.21), bias_words(-0.012), bias_words(0.004)
    ('21 points too sure', '1 point too unsure', 'as sure as right')
    """
    points = round(100 * abs(bias))
    if points == 0:
        return "as sure as right"
    unit = "point" if points == 1 else "points"
    return f"{points} {unit} too {'sure' if bias > 0 else 'unsure'}"


def brier_words(brier: float) -> str:
    """A Brier score with its meaning: 0 is perfect, and 0.25 is what always saying "half sure"
    would earn.

    >>> brier_words(0.184), brier_words(0.27)
    ('0.18, better than guessing', '0.27, no better than guessing')
    """
    return f"{brier:.2f}, {'' if brier < 0.25 else 'no '}better than guessing"


@dataclass(frozen=True, slots=True)
class CheckSums:
    """People who all answered the same questions: the sum over the questions of right x wrong, the
    sum of the totals right and that of their squares. ``drawn`` is how many different questions
    were asked: more than ``items`` means that each person had questions of their own."""

    people: int
    items: int
    drawn: int
    spread: int
    total: int
    squares: int

    @property
    def kr20(self) -> float | None:
        """KR-20 (C3.7); None with too little to work it out of, or where all totals are the same.

        >>> CheckSums(4, 3, 3, 10, 6, 14).kr20
        0.75
        """
        varied = self.people * self.squares - self.total**2
        if self.drawn != self.items or self.items < 2 or self.people < 2 or varied <= 0:
            return None
        return self.items / (self.items - 1) * (1 - self.spread / varied)

    @property
    def why_not(self) -> str:
        """Why no reliability is quoted; blank where it may be.

        >>> CheckSums(140, 10, 32, 0, 0, 0).why_not
        'each person was asked other questions'
        """
        if self.drawn != self.items:
            return "each person was asked other questions"
        if self.items < FEWEST_ITEMS:
            return f"{self.items} questions, and {FEWEST_ITEMS} are needed"
        if self.people < FEWEST_PEOPLE:
            return f"fewer than {FEWEST_PEOPLE} people"
        return "" if self.kr20 is not None else "everybody had the same total"


@dataclass(frozen=True, slots=True)
class PairSums:
    """People who did both, or all three: sums of their shares right in 27,720ths, and of the
    squares of the change from the first to the second. ``rose`` and ``fell`` are how many of them
    did better and worse; of one question these are wrong to right and right to wrong."""

    pairs: int
    before: int
    after: int
    later: int
    change_squares: int
    rose: int
    fell: int

    def _mean(self, total: int) -> float:
        return 100 * total / (WHOLE * self.pairs) if self.pairs else 0.0

    @property
    def before_percent(self) -> float:
        return self._mean(self.before)

    @property
    def after_percent(self) -> float:
        return self._mean(self.after)

    @property
    def later_percent(self) -> float:
        return self._mean(self.later)

    @property
    def change(self) -> float:
        """The mean change in points."""
        return self._mean(self.after - self.before)

    @property
    def interval(self) -> Interval | None:
        """The paired t interval of the change, in points (C3.15); None for fewer than two."""
        if self.pairs < 2:
            return None
        moved = self.after - self.before
        varied = self.pairs * self.change_squares - moved * moved
        spread = sqrt(varied / (self.pairs * (self.pairs - 1)))
        half = t_limit(self.pairs - 1) * 100 * spread / (WHOLE * sqrt(self.pairs))
        return Interval(self.change - half, self.change + half)

    @property
    def hake(self) -> float | None:
        """Hake's gain: what was gained of what could be (C3.15)."""
        return hake_gain(self.before_percent, self.after_percent) if self.pairs else None

    @property
    def retained(self) -> float | None:
        """What was kept of the gain (C3.15); None without a gain."""
        return retained_share(self.before_percent, self.after_percent, self.later_percent)
