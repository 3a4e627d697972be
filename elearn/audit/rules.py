"""The rules that audits and the coordinator's pages go by on a day."""

from elearn.audit.settings.queries import current_rules

__all__ = ["current_rules"]
