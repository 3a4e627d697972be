"""The evidence feature, on which every file of its pages registers."""

from elearn.web.feature import Feature

evidence = Feature("evidence", "elearn.evidence")
