"""The pages of the requirements feature; importing this registers them."""

from elearn.requirements.feature import requirements
from elearn.requirements.routes import agency, cell, matrix, proposals, proposing, settings

__all__ = ["agency", "cell", "matrix", "proposals", "proposing", "requirements", "settings"]
