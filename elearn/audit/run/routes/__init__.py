"""The pages of a run: opening it, its progress, its end, its proof, and what leads see of it."""

from elearn.audit.run.routes import closing, lead, opening, proof, wall

__all__ = ["closing", "lead", "opening", "proof", "wall"]
