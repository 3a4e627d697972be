"""Learner pages, one file a journey: training, screens, scenarios, the quiz and its attempts."""

from elearn.learning.routes import (
    attempts,
    changes,
    check,
    media,
    quiz,
    result,
    screens,
    summary,
    top_up,
    training,
)
from elearn.learning.routes.feature import learning

__all__ = [
    "attempts",
    "changes",
    "check",
    "learning",
    "media",
    "quiz",
    "result",
    "screens",
    "summary",
    "top_up",
    "training",
]
