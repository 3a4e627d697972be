"""Learner pages, one file a journey: training, screens, scenarios, the quiz and its attempts."""

from elearn.learning.routes import (
    attempts,
    changes,
    check,
    front,
    kept,
    media,
    my_agency,
    precheck,
    quiz,
    result,
    screens,
    spaced,
    summary,
    top_up,
    training,
)
from elearn.learning.routes.feature import learning

__all__ = [
    "attempts",
    "changes",
    "check",
    "kept",
    "front",
    "learning",
    "media",
    "my_agency",
    "precheck",
    "quiz",
    "result",
    "screens",
    "spaced",
    "summary",
    "top_up",
    "training",
]
