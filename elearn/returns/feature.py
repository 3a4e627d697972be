"""The returns feature, on which every file of its pages registers."""

from elearn.web.feature import Feature

returns = Feature("returns", "elearn.returns")
