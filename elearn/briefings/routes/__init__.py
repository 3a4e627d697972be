"""The briefings pages; importing this registers all of them."""

from elearn.briefings.feature import briefings

__all__ = ["briefings"]
