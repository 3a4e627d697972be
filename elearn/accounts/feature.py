"""The accounts feature, on which every file of its pages registers."""

from elearn.web.feature import Feature

accounts = Feature("accounts", "elearn.accounts")
