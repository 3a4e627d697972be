"""The returns pages; importing this registers all of them."""

from elearn.returns.feature import returns
from elearn.returns.routes import figures, files, moderation, own

__all__ = ["figures", "files", "moderation", "own", "returns"]
