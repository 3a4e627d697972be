"""The roster pages; importing this registers all of them."""

from elearn.roster.feature import roster
from elearn.roster.routes import applying, choices, home, imports, memory

__all__ = ["applying", "choices", "home", "imports", "memory", "roster"]
