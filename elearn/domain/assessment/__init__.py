"""The yearly self-assessment of agencies: its 21 questions, and what the answers come to."""

from elearn.domain.assessment.questions import QUESTIONS, THEMES, Question, Theme, question
from elearn.domain.assessment.scoring import (
    ANSWERS,
    Score,
    ThemeScore,
    band_of,
    is_whole,
    level_of,
    may_begin,
    next_open,
    theme_scores,
)

__all__ = [
    "ANSWERS",
    "QUESTIONS",
    "THEMES",
    "Question",
    "Score",
    "Theme",
    "ThemeScore",
    "band_of",
    "is_whole",
    "level_of",
    "may_begin",
    "next_open",
    "question",
    "theme_scores",
]
