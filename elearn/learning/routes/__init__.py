"""Learner pages, one file a journey: training, screens, scenarios, the quiz and its attempts."""

from elearn.learning.routes import attempts, quiz, result, screens, training
from elearn.learning.routes.feature import learning

__all__ = ["attempts", "learning", "quiz", "result", "screens", "training"]
