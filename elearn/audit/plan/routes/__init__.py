"""The pages of the plan: the coordinator's, an agency's own, and seats."""

from elearn.audit.plan.routes import coordinator, edition, own, seats

__all__ = ["coordinator", "edition", "own", "seats"]
