"""The returns pages; importing this registers all of them."""

from elearn.returns.feature import returns

__all__ = ["returns"]
