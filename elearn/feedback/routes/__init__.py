"""The feedback pages; importing this registers all of them."""

from elearn.feedback.feature import feedback
from elearn.feedback.routes import giving, reading, survey, surveys

__all__ = ["feedback", "giving", "reading", "survey", "surveys"]
