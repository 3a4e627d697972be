"""The staff feature, on which every file of its pages registers."""

from elearn.web.feature import Feature

staff = Feature("staff", "elearn.staff")
