"""The rules that audits and the coordinator's pages go by on a day."""

from elearn.records.rules import current_rules

__all__ = ["current_rules"]
