"""The evidence pages; importing this registers all of them."""

from elearn.evidence.feature import evidence

__all__ = ["evidence"]
