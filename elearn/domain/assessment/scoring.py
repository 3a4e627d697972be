"""What the answers of a self-assessment come to, theme by theme (audit-method C4, C10)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.domain.assessment.questions import QUESTIONS, THEMES, Theme
from elearn.domain.coverage import Band

Score = int | None  # 0 to 3; None where the question does not apply

ANSWERS = ("None", "Planned or started", "Partly in place", "In place and evidenced")
LEVELS = ("First steps", "Early", "Substantial", "Mature")
MET, PARTLY = 3, 2
LATE_MONTHS = 3


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """``mean`` is over the ``scored`` answers of the theme and None without one. Questions that do
    not apply, and those no score is made of, are in none of the counts but ``not_applicable``."""

    theme: Theme
    mean: float | None
    scored: int
    met: int
    partly: int
    not_yet: int
    not_applicable: int
    missing: int


def theme_scores(answers: Mapping[int, Score]) -> tuple[ThemeScore, ...]:
    """Each theme's score from the answers by number of question.

    The method gives the scores and the levels and no formula for a theme: it is the mean of the
    theme's scored answers, each counting the same, and stands beside the number it rests on.

    >>> leadership = theme_scores({1: 3, 2: 2, 3: None})[0]
    >>> leadership.mean, leadership.scored, leadership.not_applicable, leadership.missing
    (2.5, 2, 1, 1)
    """
    return tuple(_theme_score(theme, answers) for theme in THEMES)


def _theme_score(theme: Theme, answers: Mapping[int, Score]) -> ThemeScore:
    numbers = [one.number for one in QUESTIONS if one.theme is theme and one.is_scored]
    given = [answers[number] for number in numbers if number in answers]
    scores = [score for score in given if score is not None]
    return ThemeScore(
        theme=theme,
        mean=sum(scores) / len(scores) if scores else None,
        scored=len(scores),
        met=scores.count(MET),
        partly=scores.count(PARTLY),
        not_yet=sum(score < PARTLY for score in scores),
        not_applicable=len(given) - len(scores),
        missing=len(numbers) - len(given),
    )


def level_of(mean: float | None) -> str:
    """The level of progress a mean has reached, of the four of the LGA's matrix; a level counts
    once it is reached in full.

    >>> level_of(1.9), level_of(2.0), level_of(3.0), level_of(None)
    ('Early', 'Substantial', 'Mature', 'Not known')
    """
    return "Not known" if mean is None else LEVELS[int(mean)]


def band_of(score: Score) -> Band:
    """The band of one answer (C4): 3 is met, 2 is partly, 0 and 1 are not yet.

    >>> band_of(3).label, band_of(2).label, band_of(1).label
    ('On track', 'Watch', 'Act')
    """
    if score is None:
        return Band.UNKNOWN
    if score >= MET:
        return Band.ON_TRACK
    return Band.WATCH if score == PARTLY else Band.ACT


def is_whole(answered: Collection[int]) -> bool:
    """Whether every question has an answer.

    >>> is_whole(range(1, 22)), is_whole([1, 2])
    (True, False)
    """
    return all(one.number in answered for one in QUESTIONS)


def next_open(answered: Collection[int], after: int = 0) -> int | None:
    """The next question without an answer, from the beginning again after the last; None if there
    is none.

    >>> next_open({1, 2, 4}, after=2), next_open(set(range(2, 22)), after=21)
    (3, 1)
    """
    missing = [one.number for one in QUESTIONS if one.number not in answered]
    later = [number for number in missing if number > after]
    return next(iter(later or missing), None)


def may_begin(year: int, today: date) -> bool:
    """Whether a return for that year can be begun: in the year itself, and until the end of March
    after it. One that was begun can be finished at any time.

    >>> may_begin(2026, date(2027, 3, 31)), may_begin(2026, date(2027, 4, 1))
    (True, False)
    """
    late = year == today.year - 1 and today.month <= LATE_MONTHS
    return year == today.year or late
