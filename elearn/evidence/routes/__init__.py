"""The evidence pages; importing this registers all of them."""

from elearn.evidence.feature import evidence
from elearn.evidence.routes import certificates, courses, equivalences, imports, lead, mine

__all__ = ["certificates", "courses", "equivalences", "evidence", "imports", "lead", "mine"]
