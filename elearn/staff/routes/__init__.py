"""The staff pages; importing this registers all of them."""

from elearn.staff.feature import staff

__all__ = ["staff"]
