"""The pages of the requirements feature; importing this registers them."""

from elearn.requirements.feature import requirements
from elearn.requirements.routes import agency, cell, matrix, proposals, proposing

__all__ = ["agency", "cell", "matrix", "proposals", "proposing", "requirements"]
