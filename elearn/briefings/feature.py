"""The briefings feature, on which every file of its pages registers."""

from elearn.web.feature import Feature

briefings = Feature("briefings", "elearn.briefings")
