"""The kinds of fact rows of an edition, in the order in which they are hashed."""

from dataclasses import dataclass
from typing import Any

from elearn.audit.facts import AgencyFact, CoverageFact, KnowledgeFact
from elearn.models import AuditAgency, AuditCoverage, AuditKnowledge, Base


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: its name in the canonical CSV, its rows, the table that keeps them (the
    same fields and ``audit_id``), how many of the first fields say which row it is, and its name
    among the manifest's numbers of rows."""

    name: str
    shape: type[Any]
    table: type[Base]
    key: int
    counted_as: str


FIRST = (
    Kind("agency", AgencyFact, AuditAgency, 1, "agencies"),
    Kind("coverage", CoverageFact, AuditCoverage, 3, "coverage"),
    Kind("knowledge", KnowledgeFact, AuditKnowledge, 4, "knowledge"),
)
MORE: tuple[Kind, ...] = ()
KINDS = (*FIRST, *MORE)
