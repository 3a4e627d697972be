"""The briefings pages; importing this registers all of them."""

from elearn.briefings.feature import briefings
from elearn.briefings.routes import door, listing, paper, people, room

__all__ = ["briefings", "door", "listing", "paper", "people", "room"]
